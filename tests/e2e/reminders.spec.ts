import type { Page } from '@playwright/test'
import { addDays, day, dayToDb } from '@/lib/core/day'
import { createLinks } from '@/lib/planning/links'
import { sendReminders } from '@/lib/planning/operations/remind'
import { expect, START, test, type App } from '../fixtures/app'
import { expectNoOverflow, expectWhole } from '../fixtures/screen'

const PARENT = 'parent@demo.example'
const TODAY = day('2026-11-24')

/** The reminder that the demonstration's parent gets when the two weeks to come are not booked. */
async function reminder(app: App) {
  process.env.APP_URL = app.url
  await app.db.booking.deleteMany({
    where: {
      day: { gt: dayToDb(TODAY), lt: dayToDb(addDays(TODAY, 14)) },
      activity: { name: 'Cantine' },
      family: { externalNumber: '10087' },
    },
  })
  await sendReminders(START)
  const mail = await app.mailTo(PARENT, 'reminder.send')
  const urlOf = (path: RegExp) => path.exec(mail.text)![0]
  return { mail, book: urlOf(/http\S+\/rappels\/[\w-]{43}/), stop: urlOf(/http\S+\/rappels\/arret\/\S+/) }
}

const booked = ({ db }: App) =>
  db.booking.count({
    where: {
      day: { gt: dayToDb(TODAY), lt: dayToDb(addDays(TODAY, 14)) },
      activity: { name: 'Cantine' },
      family: { externalNumber: '10087' },
      state: 'BOOKED',
    },
  })

async function isAnonymous(page: Page): Promise<void> {
  const cookies = await page.context().cookies()
  expect(
    cookies.filter(({ name }) => name === 'espace-famille'),
    'no session',
  ).toEqual([])
  const answer = await page.request.get('/mon-espace', { maxRedirects: 0 })
  expect(answer.headers().location ?? (await answer.text())).toContain('/connexion')
}

for (const width of [360, 1280])
  for (const javaScriptEnabled of [true, false])
    test.describe(`at ${width} px, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ javaScriptEnabled, viewport: { width, height: 800 } })
      const expectFine = (page: Page) => (javaScriptEnabled ? expectWhole(page) : expectNoOverflow(page))

      test('a reminder books its days without logging in, once', async ({ app, page }) => {
        const { book } = await reminder(app)
        await page.goto(book)
        await expect(page.getByRole('heading', { level: 1 })).toContainText('Réserver ces')
        await expect(page.getByText('Sera réservé').first()).toBeVisible()
        await expect(page.getByRole('main')).not.toContainText('Delmas')
        await expectFine(page)
        expect(await booked(app), 'opening changes nothing').toBe(0)
        await page.getByRole('button', { name: /^Réserver ces \d+ journées$/ }).click()
        await expect(page.getByRole('heading', { level: 1, name: 'C’est enregistré' })).toBeVisible()
        expect(await booked(app)).toBeGreaterThan(1)
        await expectFine(page)
        await isAnonymous(page)
        await page.goto(book)
        await expect(page.getByRole('heading', { level: 1, name: 'Ce lien a déjà servi' })).toBeVisible()
        await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
        expect((await app.mailTo(PARENT, 'request.receipt')).subject).toContain('Réservé')
      })

      test('« Ne plus recevoir de rappels » asks once, then it is done, and the account says so', async ({
        app,
        page,
      }) => {
        const { stop } = await reminder(app)
        const wish = () =>
          app.db.account.findUniqueOrThrow({ where: { email: PARENT }, select: { remindersOffAt: true } })
        await page.goto(stop)
        await expectFine(page)
        expect(await wish()).toEqual({ remindersOffAt: null })
        await page.getByRole('main').getByRole('button', { name: 'Ne plus recevoir de rappels' }).click()
        await expect(
          page.getByRole('heading', { level: 1, name: 'Vous ne recevez plus de rappels' }),
        ).toBeVisible()
        expect((await wish()).remindersOffAt).not.toBeNull()
        await expectFine(page)
        await isAnonymous(page)

        await app.signIn(PARENT)
        await page.goto('/mon-espace/compte')
        const box = page.getByLabel('Me rappeler par e-mail les journées à réserver')
        await expect(box).not.toBeChecked()
        await box.check()
        await page
          .locator('form', { has: box })
          .getByRole('button', { name: 'Enregistrer mon choix' })
          .click()
        await expect(page.getByText('Votre choix est enregistré.')).toBeVisible()
        await expect(box).toBeChecked()
        expect(await wish()).toEqual({ remindersOffAt: null })
      })

      test('an offered place is confirmed without logging in', async ({ app, page }) => {
        const booking = await app.db.booking.findFirstOrThrow({
          where: {
            state: 'BOOKED',
            day: { gt: dayToDb(addDays(TODAY, 1)) },
            family: { externalNumber: '10087' },
          },
          orderBy: { day: 'asc' },
        })
        const { childId, activityId } = booking
        const until = new Date(START.getTime() + 12 * 3_600_000)
        const key = { childId, activityId, day: booking.day }
        await app.db.booking.update({
          where: { childId_day_activityId: key },
          data: { state: 'OFFERED', offeredUntil: until },
        })
        const account = await app.db.account.findUniqueOrThrow({ where: { email: PARENT } })
        const cells = [{ childId, activityId, day: day(booking.day.toISOString().slice(0, 10)) }]
        const link = { accountId: account.id, purpose: 'CONFIRM' as const, cells, expiresAt: until }
        const [token] = await createLinks(app.db, [link], START)
        await page.goto(`/places/${token!}`)
        await expect(
          page.getByRole('heading', { level: 1, name: 'Une place vous est proposée' }),
        ).toBeVisible()
        await expectFine(page)
        await page.getByRole('button', { name: 'Confirmer la place' }).click()
        await expect(page.getByRole('heading', { level: 1, name: 'La place est confirmée' })).toBeVisible()
        await expectFine(page)
        await isAnonymous(page)
        const kept = await app.db.booking.findUniqueOrThrow({ where: { childId_day_activityId: key } })
        expect(kept).toMatchObject({ state: 'BOOKED', offeredUntil: null })
      })
    })

test('links that are wrong, altered or of another kind say so, and nothing more', async ({ app, page }) => {
  const { book, stop } = await reminder(app)
  const token = book.split('/').at(-1)!
  for (const path of [`/rappels/${token}x`, `/places/${token}`, '/rappels/inconnu', '/places/inconnu']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: 'Ce lien ne sert plus' })).toBeVisible()
    await expectWhole(page)
  }
  await page.goto(`${stop}x`)
  await expect(page.getByRole('heading', { level: 1, name: 'Ce lien n’est pas valable' })).toBeVisible()
  await app.db.mailLink.updateMany({ data: { expiresAt: START } })
  await page.goto(book)
  await expect(page.getByText('Ce lien a expiré : le délai est passé.')).toBeVisible()
  expect(await booked(app)).toBe(0)
})

test('the mail is whole on a phone, its long addresses too', async ({ app, page }) => {
  await page.setViewportSize({ width: 360, height: 800 })
  const { mail } = await reminder(app)
  await page.setContent(mail.html)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(360)
})

test('a mail program stops reminders by one POST of its own; reading the address does not', async ({
  app,
  page,
}) => {
  const { mail } = await reminder(app)
  const url = mail.unsubscribeUrl!
  const wish = () =>
    app.db.account.findUniqueOrThrow({ where: { email: PARENT }, select: { remindersOffAt: true } })
  const read = await page.request.get(url, { maxRedirects: 0 })
  expect([read.status(), read.headers().location]).toEqual([303, expect.stringContaining('/rappels/arret/')])
  expect(await wish()).toEqual({ remindersOffAt: null })
  expect((await page.request.post(`${url}x`, { form: { 'List-Unsubscribe': 'One-Click' } })).status()).toBe(
    404,
  )
  for (let time = 0; time < 2; time++)
    expect((await page.request.post(url, { form: { 'List-Unsubscribe': 'One-Click' } })).status()).toBe(200)
  expect((await wish()).remindersOffAt).not.toBeNull()
})
