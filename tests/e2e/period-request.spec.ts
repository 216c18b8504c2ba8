import type { Page } from '@playwright/test'
import { day, dayToDb } from '@/lib/core/day'
import { expect, test, type App } from '../fixtures/app'
import { expectNoOverflow, expectWhole } from '../fixtures/screen'

const PARENT = 'parent@demo.example'
const FROM = '2027-01-04'
const TO = '2027-01-29'

/** Lina and Noé, canteen and evening, in January, Mondays and Thursdays. */
async function fill(page: Page) {
  await page.getByLabel('Lina').check()
  await page.getByLabel('Noé').check()
  await page.getByLabel('Cantine').check()
  await page.getByLabel('Accueil du soir').check()
  await page.getByLabel('Premier jour').fill(FROM)
  await page.getByLabel('Dernier jour').fill(TO)
  for (const name of ['mardi', 'mercredi', 'vendredi']) await page.getByLabel(name, { exact: true }).uncheck()
}

/** The canteen of a day has no place left. */
async function fillUp({ db }: App, on: string) {
  const group = await db.activityGroup.findFirstOrThrow({ where: { activity: { name: 'Cantine' } } })
  const { activityId, id: groupId } = group
  const key = { activityId, groupId, day: dayToDb(day(on)) }
  const { capacity } = await db.activityDay.upsert({
    where: { activityId_groupId_day: key },
    create: { ...key, capacity: 0, booked: 0 },
    update: {},
  })
  await db.activityDay.update({ where: { activityId_groupId_day: key }, data: { booked: capacity ?? 0 } })
}

const made = ({ db }: App) =>
  db.bookingRequest.findFirstOrThrow({ where: { startsOn: dayToDb(day(FROM)), endsOn: dayToDb(day(TO)) } })

async function ask(app: App, page: Page, check: (page: Page) => Promise<void>) {
  await page.goto('/famille/planning')
  await page.getByRole('link', { name: 'Faire une demande' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Faire une demande' })).toBeVisible()
  await page.getByRole('button', { name: 'Voir jour par jour' }).click()
  await expect(page.getByText('Choisissez au moins un enfant.').first()).toBeVisible()
  await expect(page.getByText('Indiquez le premier jour.').first()).toBeVisible()
  await check(page)
  await fill(page)
  await page.getByLabel('Commentaire').fill('Merci')
  await page.getByLabel('Dernier jour').fill('2026-12-31')
  await page.getByRole('button', { name: 'Voir jour par jour' }).click()
  await expect(page.getByText('Le dernier jour vient avant le premier.').first()).toBeVisible()
  await expect(page.getByLabel('Commentaire')).toHaveValue('Merci')
  await expect(page.getByLabel('Noé')).toBeChecked()
  await page.getByLabel('Dernier jour').fill(TO)
  await page.getByRole('button', { name: 'Voir jour par jour' }).click()
  await expect(page.getByRole('heading', { name: 'Vos réservations du 4 au 29 janvier' })).toBeVisible()
  await expect(page.getByText('Sera réservé').first()).toBeVisible()
  expect(await app.db.bookingRequest.count({ where: { startsOn: dayToDb(day(FROM)) } })).toBe(0)
}

for (const width of [360, 1280])
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } })

    test('a request for a period is previewed, changed, confirmed, and its result says each day', async ({
      app,
      page,
    }) => {
      test.setTimeout(120_000)
      await app.signIn(PARENT)
      await ask(app, page, expectWhole)
      await expectWhole(page)
      await page.getByRole('button', { name: 'Modifier' }).click()
      await expect(page.getByLabel('Commentaire')).toHaveValue('Merci')
      await expect(page.getByLabel('Premier jour')).toHaveValue(FROM)
      await expect(page.getByLabel('mardi', { exact: true })).not.toBeChecked()
      await page.getByRole('button', { name: 'Voir jour par jour' }).click()
      await expect(page.getByRole('button', { name: 'Confirmer la demande' })).toBeVisible()
      // Meanwhile others take the last places of a Thursday.
      await fillUp(app, '2027-01-14')
      await page.getByRole('button', { name: 'Confirmer la demande' }).click()
      await expect(page.getByText('C’est enregistré.')).toBeVisible()
      const request = await made(app)
      await expect(page.getByRole('heading', { name: `Demande n° ${request.number}` })).toBeVisible()
      await expect(page.getByText('A changé depuis l’aperçu').first()).toBeVisible()
      await expectWhole(page)
      const days = await app.db.booking.findMany({ where: { requestId: request.id } })
      expect(days.length).toBeGreaterThan(8)
      const mail = await app.mailTo(PARENT, 'request.receipt')
      expect(mail.subject).toContain('journées pour Lina et Noé')
      expect(mail.text).toMatch(/Lina, Cantine : \d jours du 4 au 28 janvier/)
    })

    test('absences for an illness are declared for a period, with their reason', async ({ app, page }) => {
      await app.signIn(PARENT)
      await page.goto('/famille/demandes/nouvelle')
      await page.getByLabel('Une absence').check()
      await page.getByLabel('Lina').check()
      await page.getByLabel('Cantine').check()
      await page.getByLabel('Premier jour').fill('2026-11-30')
      await page.getByLabel('Dernier jour').fill('2026-12-04')
      await page.getByRole('button', { name: 'Voir jour par jour' }).click()
      await expect(page.getByText('Choisissez le motif de l’absence.').first()).toBeVisible()
      await page.getByLabel('Motif de l’absence').selectOption('Maladie')
      await page.getByRole('button', { name: 'Voir jour par jour' }).click()
      await expect(
        page.getByRole('heading', { name: 'Vos absences du 30 novembre au 4 décembre' }),
      ).toBeVisible()
      await page.getByRole('button', { name: 'Confirmer la demande' }).click()
      await expect(page.getByText('C’est enregistré.')).toBeVisible()
      await expectWhole(page)
      const where = { absenceReason: 'ILLNESS' as const, author: { email: PARENT } }
      expect(await app.db.bookingRequest.count({ where })).toBe(1)
    })
  })

for (const width of [360, 1280])
  test(`at ${width} px, an agent decides some days, and the list of the parent tells them`, async ({
    app,
    page,
  }) => {
    test.setTimeout(120_000)
    await page.setViewportSize({ width, height: 800 })
    const lina = await app.db.child.findFirstOrThrow({
      where: { firstNames: { startsWith: 'Lina' }, lastName: 'Delmas' },
    })
    await app.signIn(PARENT)
    await page.goto('/famille/demandes/nouvelle')
    await page.getByLabel('Lina').check()
    await page.getByLabel('Accueil du soir').check()
    await page.getByLabel('Premier jour').fill(FROM)
    await page.getByLabel('Dernier jour').fill(TO)
    await page.getByRole('button', { name: 'Voir jour par jour' }).click()
    await page.getByRole('button', { name: 'Confirmer la demande' }).click()
    await expect(page.getByText('C’est enregistré.')).toBeVisible()
    const request = await made(app)
    const days = await app.db.booking.findMany({ where: { requestId: request.id }, orderBy: { day: 'asc' } })
    expect(days.length).toBeGreaterThan(3)

    const agent = await app.openAs('agent@demo.example')
    await agent.setViewportSize({ width, height: 800 })
    await agent.goto('/admin/demandes')
    const line = agent.getByRole('listitem').filter({ has: agent.locator(`input[value="${request.id}"]`) })
    await expect(line).toContainText(`${days.length} jours du`)
    await expect(line.getByRole('link', { name: 'Voir la famille Delmas' })).toHaveAttribute(
      'href',
      `/admin/familles/${request.familyId}`,
    )
    await line.getByText('Choisir des jours').click()
    for (const { day: on, activityId } of days.slice(0, 2))
      await line
        .locator(`input[value="${request.id} ${lina.id} ${activityId} ${on.toISOString().slice(0, 10)}"]`)
        .check()
    await expect(line).toContainText(`2 sur ${days.length}`)
    await expectWhole(agent)
    await agent.getByRole('button', { name: 'Accepter', exact: true }).click()
    await expect(agent.getByRole('status').filter({ hasText: 'Demande traitée.' })).toBeVisible()
    await expect(line).toContainText(days.length - 2 > 3 ? `${days.length - 2} jours du` : 'janvier')
    const mail = await app.mailTo(PARENT, 'request.decision')
    expect(mail.subject).toContain('acceptée en partie : Lina, Accueil du soir : 2 jours du')

    await page.goto('/famille/demandes?type=RESERVATION&tri=jour-dernier')
    const row = page.getByRole('row').filter({ hasText: `Demande n° ${request.number}` })
    await row.getByText(`Voir les ${days.length} jours`).click()
    await expect(row).toContainText('Réservé')
    await expect(row).toContainText('Demande en attente')
    await expectWhole(page)
    const file = await page.request.get('/famille/demandes/export?type=RESERVATION&tri=jour-dernier')
    expect(file.headers()['content-type']).toBe('text/csv; charset=utf-8')
    const text = await file.text()
    expect(text.startsWith('\uFEFF"N°";"Demande"')).toBe(true)
    expect(text).toContain(`"${request.number}";"réservation"`)
    expect(text).not.toContain('"absence"')
    await row.getByRole('button', { name: `Annuler ma demande n° ${request.number}` }).click()
    await expect(row).toContainText('Acceptée')
    expect(await app.db.booking.count({ where: { requestId: request.id } })).toBe(2)
  })

test('a confirmation that does not arrive, or the network that is cut, loses nothing of what was typed', async ({
  app,
  page,
  context,
}) => {
  await app.signIn(PARENT)
  await ask(app, page, expectNoOverflow)
  await page.route('**/nouvelle', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await page.getByRole('button', { name: 'Confirmer la demande' }).click()
  await expect(page.getByText('Le portail n’a pas répondu.')).toBeVisible()
  await expect(page.getByLabel('Commentaire')).toHaveValue('Merci')
  await page.unroute('**/nouvelle')
  await page.getByRole('button', { name: 'Voir jour par jour' }).click()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Confirmer la demande' }).click()
  await expect(page.getByText('La connexion est coupée')).toBeVisible()
  await expect(page.getByLabel('Premier jour')).toHaveValue(FROM)
  await expect(page.getByLabel('Noé')).toBeChecked()
  await context.setOffline(false)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the form, the preview and the confirmation are three pages; sent twice, it is one request', async ({
    app,
    page,
  }) => {
    await app.signIn(PARENT)
    // axe needs scripts.
    await ask(app, page, expectNoOverflow)
    await page.getByRole('button', { name: 'Confirmer la demande' }).click()
    await expect(page.getByText('C’est enregistré.')).toBeVisible()
    const { number } = await made(app)
    await expect(page.getByRole('heading', { name: `Demande n° ${number}` })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('heading', { name: `Demande n° ${number}` })).toBeVisible()
    expect(await app.db.bookingRequest.count({ where: { startsOn: dayToDb(day(FROM)) } })).toBe(1)
  })

  test('from the page before a confirmation, other days are another request', async ({ app, page }) => {
    await app.signIn(PARENT)
    await ask(app, page, expectNoOverflow)
    const preview = await page.content()
    await page.getByRole('button', { name: 'Confirmer la demande' }).click()
    await expect(page.getByText('C’est enregistré.')).toBeVisible()
    const { number } = await made(app)
    // As the browser’s « back » shows it.
    let isShown = false
    await page.route('**/nouvelle', (route) => {
      if (isShown) return route.continue()
      isShown = true
      return route.fulfill({ body: preview, contentType: 'text/html' })
    })
    await page.goto('/famille/demandes/nouvelle')
    await page.getByRole('button', { name: 'Modifier' }).click()
    await page.getByLabel('Premier jour').fill('2027-02-01')
    await page.getByLabel('Dernier jour').fill('2027-02-05')
    await page.getByRole('button', { name: 'Voir jour par jour' }).click()
    await page.getByRole('button', { name: 'Confirmer la demande' }).click()
    await expect(page.getByText('C’est enregistré.')).toBeVisible()
    const request = await app.db.bookingRequest.findFirstOrThrow({ orderBy: { number: 'desc' } })
    expect(request.number).toBeGreaterThan(number)
    expect(request.startsOn).toEqual(dayToDb(day('2027-02-01')))
  })
})
