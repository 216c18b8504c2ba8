import type { Page } from '@playwright/test'
import { day, dayToDb } from '@/lib/core/day'
import { expect, test, type App } from '../fixtures/app'
import { expectNoOverflow, expectWhole } from '../fixtures/screen'

const PARENT = 'parent@demo.example'
const MONTH = '/famille/planning?vue=mois&date=2026-12-01'
/** A day that Lina may still book at the canteen. */
const MONDAY = '2026-12-14'

const meal = (page: Page) =>
  page.locator(`[data-entry$="${MONDAY}"]`).filter({ hasText: /Lina.*Cantine/, visible: true })

async function freeMeal({ db }: App): Promise<void> {
  await db.booking.deleteMany({
    where: {
      day: dayToDb(day(MONDAY)),
      activity: { name: 'Cantine' },
      child: { firstNames: { startsWith: 'Lina' } },
    },
  })
}

test('the neighbours alone are read ahead, and show without asking the server again', async ({
  app,
  page,
}) => {
  await app.signIn(PARENT)
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (searchParams.has('_rsc'))
      asked.push(`${pathname} ${searchParams.get('vue')} ${searchParams.get('date')}`)
  })
  await page.goto(MONTH, { waitUntil: 'networkidle' })
  expect(asked.toSorted()).toEqual(['/famille/planning mois 2026-11-01', '/famille/planning mois 2027-01-01'])
  await page.route(
    (url) => url.searchParams.has('_rsc'),
    (route) => route.abort(),
  )
  await page.getByRole('link', { name: 'Mois suivant : Janvier 2027' }).filter({ visible: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Janvier 2027' })).toBeVisible()
})

test('a double click is one click: it opens a day without closing it, and reserves it without opening the next', async ({
  app,
  page,
}) => {
  await freeMeal(app)
  await app.signIn(PARENT)
  await page.goto(`/famille/planning?vue=semaine&date=${MONDAY}`, { waitUntil: 'networkidle' })
  await meal(page).dblclick()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Réserver' }).dblclick()
  await expect(meal(page)).toContainText('Réservé')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a click on a cut connection is taken back with words, and the planning stays', async ({
  app,
  page,
  context,
}) => {
  await freeMeal(app)
  await app.signIn(PARENT)
  await page.goto(`/famille/planning?vue=semaine&date=${MONDAY}`, { waitUntil: 'networkidle' })
  await context.setOffline(true)
  await meal(page).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Réserver' }).click()
  await expect(page.getByText('La connexion est coupée : rien n’a été envoyé.')).toBeVisible()
  await expect(meal(page)).not.toContainText('Réservé')
  await context.setOffline(false)
  await page.reload({ waitUntil: 'networkidle' })
  await page.route('**', (route) => route.abort())
  await meal(page).click()
  const asked = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/sante'))
  await page.getByRole('dialog').getByRole('button', { name: 'Réserver' }).click()
  await expect(page.getByText('Le portail n’a pas répondu.')).toBeVisible()
  await asked
  await expect(meal(page)).not.toContainText('Réservé')
  await page.unrouteAll()
  await meal(page).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Réserver' }).click()
  await expect(meal(page)).toContainText('Réservé')
})

test('a click shows at once, and what the server refuses is taken back with its reason', async ({
  app,
  page,
}) => {
  await freeMeal(app)
  await app.signIn(PARENT)
  await page.goto(`/famille/planning?vue=semaine&date=${MONDAY}`)
  await meal(page).click()
  let answer = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/famille/planning?*', async (route) => {
    if (route.request().method() === 'POST') await held
    await route.continue()
  })
  const activity = await app.db.activity.findUniqueOrThrow({ where: { name: 'Cantine' } })
  await page.getByRole('dialog').getByRole('button', { name: 'Réserver' }).click()
  await expect(meal(page), 'before the answer').toContainText('Réservé')
  await app.db.closure.create({
    data: {
      activityId: activity.id,
      name: 'Panne de four',
      startsOn: dayToDb(day(MONDAY)),
      endsOn: dayToDb(day(MONDAY)),
    },
  })
  answer()
  await expect(page.getByRole('status').filter({ hasText: 'a changé entre-temps' })).toBeVisible()
  await expect(meal(page)).toContainText('Fermé')
})

test('with the keyboard alone, a day is reserved and the reservation undone', async ({ app, page }) => {
  await freeMeal(app)
  await app.signIn(PARENT)
  await page.goto(`/famille/planning?vue=semaine&date=${MONDAY}`)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Aller au contenu' })).toBeFocused()
  await page.keyboard.press('Enter')
  const focused = () => page.locator('a:focus, button:focus').evaluateAll((all) => all[0]?.textContent ?? '')
  const tabTo = async (wanted: RegExp) => {
    for (let presses = 0; presses < 60 && !wanted.test(await focused()); presses++)
      await page.keyboard.press('Tab')
    expect(await focused()).toMatch(wanted)
  }
  await tabTo(/Lina.*Cantine/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await tabTo(/^Réserver/)
  await page.keyboard.press('Enter')
  await expect(meal(page)).toContainText('Réservé')
  // What is foreseen shows before the answer, which brings this button.
  await expect(page.getByRole('button', { name: 'Annuler', exact: true })).toBeVisible()
  await tabTo(/^Annuler$/)
  await page.keyboard.press('Enter')
  await expect(meal(page)).toContainText('Inscrit')
})

test('a date of another year is jumped to, and the address keeps it', async ({ app, page }) => {
  await app.signIn(PARENT)
  await page.goto(MONTH)
  await page.getByLabel('Aller à la date').filter({ visible: true }).fill('2027-03-15')
  await page.getByRole('button', { name: 'Aller', exact: true }).filter({ visible: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Mars 2027' })).toBeVisible()
  await expect(page).toHaveURL(/vue=mois.*date=2027-03-15/)
})

test('at 400 % of zoom every view is whole', async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 256 })
  await app.signIn(PARENT)
  for (const view of ['mois', 'semaine-7', 'semaine']) {
    await page.goto(`/famille/planning?vue=${view}&date=2026-12-02`)
    await expectWhole(page)
    await page.screenshot({ path: test.info().outputPath(`${view}.png`), fullPage: true })
  }
})

for (const width of [360, 1280])
  test(`in forced colours at ${width} px states keep their word and their icon`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ forcedColors: 'active' })
    await app.signIn(PARENT)
    await page.goto('/famille/planning?vue=semaine&date=2026-12-02')
    const entry = page.locator('[data-entry]').filter({ hasText: 'Réservé', visible: true }).first()
    await expect(entry.locator('svg').first()).toBeVisible()
    await expectWhole(page)
    await page.screenshot({ path: test.info().outputPath('forced.png'), fullPage: true })
  })

test('on paper there is the month, without menus nor buttons', async ({ app, page }) => {
  await app.signIn(PARENT)
  await page.goto(MONTH)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('table', { name: /décembre 2026/ })).toBeVisible()
  for (const role of ['navigation', 'button'] as const)
    await expect(page.getByRole(role).filter({ visible: true })).toHaveCount(0)
  await expectNoOverflow(page)
  await page.screenshot({ path: test.info().outputPath('print.png'), fullPage: true })
})
