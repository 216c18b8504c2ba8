import type { Page } from '@playwright/test'
import { dayToDb, type Day } from '@/lib/core/day'
import { expect, test } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

const TODAY = '2026-11-24' as Day
const ON_SITE = 'terrain@demo.example'

const sheet = (page: Page) => page.getByRole('heading', { name: 'Cantine', level: 1 })
const line = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })
const figure = (page: Page, label: string) =>
  page.getByRole('list', { name: 'Effectif' }).getByRole('listitem').filter({ hasText: label })

/** Lina is booked at the canteen today, whatever the demonstration says. */
async function bookLina(db: import('@/lib/generated/prisma/client.ts').PrismaClient, state: 'BOOKED' | null) {
  const lina = await db.child.findFirstOrThrow({ where: { firstNames: 'Lina Jeanne' } })
  const canteen = await db.activity.findFirstOrThrow({
    where: { name: 'Cantine' },
    include: { groups: true },
  })
  const family = await db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } })
  const day = dayToDb(TODAY)
  const where = { childId: lina.id, activityId: canteen.id, day }
  const gone = await db.booking.deleteMany({ where })
  await db.activityDay.updateMany({
    where: { activityId: canteen.id, day },
    data: { booked: { increment: (state ? 1 : 0) - gone.count } },
  })
  if (state)
    await db.booking.create({
      data: { ...where, groupId: canteen.groups[0]!.id, familyId: family.id, state, updatedAt: day },
    })
  return { lina, canteen }
}

test('a tap on a cut connection is taken back with words; the sheet stays, and is read again with the connection', async ({
  app,
  page,
  context,
}) => {
  await bookLina(app.db, 'BOOKED')
  await app.signIn(ON_SITE)
  await page.goto('/admin/feuilles')
  await page.getByRole('link', { name: 'Cantine' }).click()
  await expect(sheet(page)).toBeVisible()
  const present = page.getByRole('button', { name: 'Présent : Lina Delmas' })
  await context.setOffline(true)
  await present.click()
  await expect(page.getByText('La connexion est coupée : rien n’a été envoyé.')).toBeVisible()
  await expect(present).toHaveAttribute('aria-pressed', 'false')
  const read = page.waitForResponse((response) => new URL(response.url()).searchParams.has('_rsc'))
  await context.setOffline(false)
  await read
  await present.click()
  await expect(page.getByRole('status').filter({ hasText: 'Lina Delmas : présent.' })).toBeVisible()
})

for (const width of [360, 1280])
  test(`an on-site agent lands on their sheets and marks with one tap at ${width} px`, async ({
    app,
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    await bookLina(app.db, 'BOOKED')
    await app.signIn(ON_SITE)
    await page.goto('/admin')
    await expect(page.getByRole('heading', { name: 'Feuilles de présence', level: 1 })).toBeVisible()
    await expectWhole(page)
    await page.getByRole('link', { name: 'Cantine' }).click()
    await expect(sheet(page)).toBeVisible()
    const lina = line(page, 'Delmas Lina')
    const present = lina.getByRole('button', { name: 'Présent : Lina Delmas' })
    const toMark = Number((await figure(page, 'à pointer').innerText()).split(/\s/)[0])
    await present.click()
    await expect(present).toHaveAttribute('aria-pressed', 'true')
    await expect(figure(page, 'à pointer')).toContainText(String(toMark - 1))
    await expect(page.getByRole('status').filter({ hasText: 'Lina Delmas : présent.' })).toBeVisible()
    await page.getByRole('button', { name: 'Annuler' }).click()
    await expect(present).toHaveAttribute('aria-pressed', 'false')
    await lina.getByRole('button', { name: 'Absent : Lina Delmas' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Lina Delmas : absent.' })).toBeVisible()
    await lina.getByText('Contacts et autorisations').click()
    await expect(lina.getByRole('link', { name: 'Appeler' }).first()).toBeVisible()
    await expectWhole(page)
    const parent = await app.openAs('parent@demo.example')
    await parent.setViewportSize({ width, height: 800 })
    await parent.goto(`/famille/planning?date=${TODAY}`)
    await expect(parent.getByText('Absent non prévenu').locator('visible=true').first()).toBeVisible()
  })

test('a double tap is one tap: the mark stays', async ({ app, page }) => {
  const { lina, canteen } = await bookLina(app.db, 'BOOKED')
  await app.signIn(ON_SITE)
  await page.goto(`/admin/feuilles/${canteen.id}`, { waitUntil: 'networkidle' })
  const present = line(page, 'Delmas Lina').getByRole('button', { name: 'Présent : Lina Delmas' })
  await present.dblclick()
  await expect(page.getByRole('status').filter({ hasText: 'Lina Delmas : présent.' })).toBeVisible()
  await expect(present).toHaveAttribute('aria-pressed', 'true')
  const where = { childId: lina.id, activityId: canteen.id, day: dayToDb(TODAY) }
  expect(await app.db.booking.findFirst({ where })).toMatchObject({ state: 'PRESENT' })
})

test('all present at once, and back', async ({ app, page }) => {
  const { canteen } = await bookLina(app.db, 'BOOKED')
  await app.signIn('agent@demo.example')
  await page.goto(`/admin/feuilles/${canteen.id}`)
  const where = { activityId: canteen.id, day: dayToDb(TODAY), state: 'BOOKED' as const }
  const booked = await app.db.booking.count({ where })
  await page.getByRole('button', { name: /^Tous présents/ }).click()
  await expect(page.getByRole('status').filter({ hasText: `${booked} enfants présents.` })).toBeVisible()
  expect(await app.db.booking.count({ where })).toBe(0)
  await page.getByRole('button', { name: 'Annuler' }).click()
  await expect.poll(() => app.db.booking.count({ where })).toBe(booked)
})

test('a tap that another agent was faster at is told, and the sheet shows the truth', async ({
  app,
  page,
}) => {
  const { lina, canteen } = await bookLina(app.db, 'BOOKED')
  await app.signIn('agent@demo.example')
  await page.goto(`/admin/feuilles/${canteen.id}`)
  await app.db.booking.updateMany({
    where: { childId: lina.id, activityId: canteen.id, day: dayToDb(TODAY) },
    data: { state: 'NO_SHOW', beforeMark: { state: 'BOOKED', billing: 'STANDARD' } },
  })
  await line(page, 'Delmas Lina').getByRole('button', { name: 'Présent' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'a changé entre-temps' })).toBeVisible()
  await expect(line(page, 'Delmas Lina').getByRole('button', { name: 'Absent' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
})

test('a child who came unexpected is found and added, and can be taken off', async ({ app, page }) => {
  const { canteen } = await bookLina(app.db, null)
  await app.signIn(ON_SITE)
  await page.goto(`/admin/feuilles/${canteen.id}`)
  await page.getByLabel('Nom ou prénom de l’enfant').fill('delmas lina')
  await page.getByRole('button', { name: 'Chercher' }).click()
  const add = page.getByRole('button', { name: 'Ajouter, présent : Lina Delmas' })
  await expect(add).toBeVisible()
  await expectWhole(page)
  await add.click()
  const lina = line(page, 'Delmas Lina').filter({ hasText: 'Venu sans réservation' })
  await expect(lina.getByRole('button', { name: 'Présent' })).toHaveAttribute('aria-pressed', 'true')
  await expect(lina.getByRole('button', { name: 'Absent' })).toHaveCount(0)
  await expect(figure(page, 'présent')).toContainText('dont 1 non prévu')
  await lina.getByRole('button', { name: 'Présent' }).click()
  await expect(lina).toHaveCount(0)
})

test('a sheet of a day to come shows who is expected, and can’t be marked', async ({ app, page }) => {
  const { canteen } = await bookLina(app.db, 'BOOKED')
  await app.signIn(ON_SITE)
  await page.goto(`/admin/feuilles/${canteen.id}?jour=2026-11-26`)
  await expect(page.getByText('Le pointage ouvre le jour même, jeudi 26 novembre.')).toBeVisible()
  await expect(page.getByRole('button', { name: /Présent/ })).toHaveCount(0)
  await expectWhole(page)
})

test('the spreadsheet holds the children and their diet, nothing of health; another activity has none', async ({
  app,
  page,
}) => {
  const { canteen } = await bookLina(app.db, 'BOOKED')
  await app.signIn(ON_SITE)
  const csv = await page.request.get(`/admin/feuilles/${canteen.id}/csv?jour=${TODAY}`)
  expect(csv.headers()['content-type']).toContain('text/csv')
  const text = await csv.text()
  expect(text.startsWith('\uFEFF"Groupe";"Nom";"Prénom"')).toBe(true)
  expect(text).toContain('"Delmas";"Lina";"CE2"')
  expect(text).not.toMatch(/allergi|PAI|06 ?39/i)
  const evening = await app.db.activity.findFirstOrThrow({ where: { name: 'Accueil du soir' } })
  for (const path of [`${evening.id}`, `${evening.id}/csv`, '999999', 'x', 'x/csv'])
    expect((await page.request.get(`/admin/feuilles/${path}`)).status(), path).toBe(404)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the sheet is marked by a form, and everyone at once', async ({ app, page }) => {
    const { canteen } = await bookLina(app.db, 'BOOKED')
    await app.signIn(ON_SITE)
    await page.goto(`/admin/feuilles/${canteen.id}`)
    await line(page, 'Delmas Lina').getByRole('button', { name: 'Absent' }).click()
    await expect(page.getByText('Lina Delmas : absent.')).toBeVisible()
    await expect(line(page, 'Delmas Lina').getByRole('button', { name: 'Absent' })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await page.getByRole('button', { name: /^Tous présents/ }).click()
    await expect(page.getByText(/enfants présents\.$/)).toBeVisible()
    await expect(figure(page, 'à pointer')).toContainText('0')
  })
})
