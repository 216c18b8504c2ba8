import type { Locator, Page } from '@playwright/test'
import { expect, test, type App } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

// The tariffs of five towns, as their pages publish them, typed by an agent; what the screen then says of each quotient.

test.describe.configure({ timeout: 120_000 })

const BILLING = 'regie@demo.example'

type TypedScale = string | [quotient: number, price: string][] | { rate: string; min: string; max: string }

type TypedTariff = {
  unit?: string
  /** Fields of the form by the name of their group: « Prix », « Panier repas (PAI) »… */
  scales: Record<string, TypedScale>
  /** Of « Majorations et absences ». */
  charges?: Record<string, string>
  /** By column of the prices shown, and whose table it is in: a quotient (null: none given) and its price. */
  expected: Record<string, [quotient: number | null, price: string][]>
  said?: string[]
}

const OWN_MEAL = 'Panier repas (PAI)'
const OUTSIDERS = 'Prix des familles hors commune'
const OWN_MEAL_OUTSIDE = 'Panier repas (PAI), hors commune'

const TOWNS: Record<string, TypedTariff> = {
  'Roncq, the meal': {
    scales: {
      Prix: [
        [0, '0,50'],
        [400, '1,75'],
        [640, '2,35'],
        [860, '3,05'],
        [1150, '3,55'],
        [1500, '4,05'],
        [1700, '4,60'],
        [1900, '4,90'],
      ],
      [OWN_MEAL]: [
        [0, '0.50'],
        [400, '0.80'],
        [1150, '1'],
      ],
      [OUTSIDERS]: '6,50',
      [OWN_MEAL_OUTSIDE]: '1,00',
    },
    charges: { 'Réservé hors délai ou sans réservation': '2,50' },
    expected: {
      'Inscrit, de la commune': [
        [0, '0,50'],
        [399, '0,50'],
        [400, '1,75'],
        [639, '1,75'],
        [640, '2,35'],
        [859, '2,35'],
        [860, '3,05'],
        [1149, '3,05'],
        [1150, '3,55'],
        [1499, '3,55'],
        [1500, '4,05'],
        [1699, '4,05'],
        [1700, '4,60'],
        [1899, '4,60'],
        [1900, '4,90'],
        [9000, '4,90'],
        [null, '4,90'],
      ],
      'Panier (PAI), de la commune': [
        [399, '0,50'],
        [400, '0,80'],
        [1149, '0,80'],
        [1150, '1,00'],
        [null, '1,00'],
      ],
      'Inscrit, hors commune': [
        [0, '6,50'],
        [1900, '6,50'],
        [null, '6,50'],
      ],
      'Panier (PAI), hors commune': [[0, '1,00']],
    },
    said: ['Une journée réservée après le délai, ou sans réservation : + 2,50 € par jour et par enfant.'],
  },
  'Roncq, the package': {
    unit: 'Un forfait par période entre les vacances',
    scales: {
      Prix: [
        [0, '4,53'],
        [400, '7,65'],
        [640, '9,15'],
        [860, '12,20'],
        [1150, '13,20'],
        [1500, '13,70'],
        [1700, '14,25'],
        [1900, '15,25'],
      ],
      [OUTSIDERS]: '19,35',
    },
    expected: {
      'Prix, de la commune': [
        [399, '4,53'],
        [400, '7,65'],
        [639, '7,65'],
        [640, '9,15'],
        [860, '12,20'],
        [1149, '12,20'],
        [1150, '13,20'],
        [1500, '13,70'],
        [1700, '14,25'],
        [1899, '14,25'],
        [1900, '15,25'],
        [null, '15,25'],
      ],
      'Prix, hors commune': [[0, '19,35']],
    },
  },
  'Roncq, the half-hour': {
    unit: 'La demi-heure commencée',
    scales: {
      Prix: [
        [0, '0,16'],
        [400, '0,70'],
        [640, '0,85'],
        [860, '1,10'],
        [1150, '1,25'],
        [1500, '1,35'],
        [1700, '1,40'],
        [1900, '1,45'],
      ],
      [OUTSIDERS]: [
        [0, '1,95'],
        [860, '2,00'],
        [1500, '2,05'],
      ],
    },
    charges: {
      'Réservé hors délai ou sans réservation': '1',
      'Départ après': '18:30',
      'Majoration de départ tardif': '3',
    },
    expected: {
      'Prix, de la commune': [
        [399, '0,16'],
        [400, '0,70'],
        [640, '0,85'],
        [859, '0,85'],
        [860, '1,10'],
        [1150, '1,25'],
        [1500, '1,35'],
        [1700, '1,40'],
        [1900, '1,45'],
      ],
      'Prix, hors commune': [
        [859, '1,95'],
        [860, '2,00'],
        [1499, '2,00'],
        [1500, '2,05'],
        [null, '2,05'],
      ],
    },
    said: ['Un départ après 18 h 30 : + 3,00 € par jour et par enfant.'],
  },
  'Fay-aux-Loges': {
    scales: { Prix: { rate: '0,36', min: '2,60', max: '4,50' }, [OWN_MEAL]: '1,75' },
    expected: {
      Inscrit: [
        [0, '2,60'],
        [723, '2,60'],
        [1000, '3,60'],
        [1250, '4,50'],
        [2000, '4,50'],
        [null, '4,50'],
      ],
      'Panier (PAI)': [[0, '1,75']],
    },
    said: ['Taux d’effort : 0,36 % du QF, au moins 2,60 €, au plus 4,50 €.'],
  },
  'Limons, the meal': {
    scales: { Prix: '2,50', 'Enfants occasionnels': '3,70' },
    expected: { Inscrit: [[800, '2,50']], Occasionnel: [[800, '3,70']] },
  },
  'Limons, after school': {
    scales: {
      Prix: [
        [0, '1,65'],
        [501, '1,75'],
        [901, '2,00'],
        [1201, '2,20'],
      ],
    },
    expected: {
      Prix: [
        [500, '1,65'],
        [501, '1,75'],
        [900, '1,75'],
        [901, '2,00'],
        [1200, '2,00'],
        [1201, '2,20'],
        [null, '2,20'],
      ],
    },
  },
  'Saint-Caprais-de-Bordeaux': {
    scales: { Prix: '2,85', [OWN_MEAL]: '1,45', [OUTSIDERS]: '4,00', [OWN_MEAL_OUTSIDE]: '1,45' },
    charges: { 'Réservé hors délai ou sans réservation': '2,00' },
    expected: {
      'Inscrit, de la commune': [[800, '2,85']],
      'Inscrit, hors commune': [[800, '4,00']],
      'Panier (PAI), de la commune': [[800, '1,45']],
    },
  },
}

/** An activity of the demonstration without tariff. */
async function bareCanteen({ db }: App): Promise<number> {
  const { id } = await db.activity.findFirstOrThrow({ where: { name: 'Cantine' } })
  await db.tariff.deleteMany({ where: { activityId: id } })
  return id
}

/** Opens a section of the form that is closed. */
async function open(page: Page, title: string) {
  const section = page
    .locator('details')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })
  if (!(await section.evaluate((element) => (element as HTMLDetailsElement).open)))
    await section.locator('summary').click()
}

async function typeScale(page: Page, name: string, scale: TypedScale) {
  if (name !== 'Prix' && name !== OUTSIDERS) await open(page, name)
  const group = page.getByRole('group', { name, exact: true })
  const kind = group.getByLabel('Le prix est')
  if (typeof scale === 'string') {
    await kind.selectOption('Le même pour tous')
    await group.getByLabel('Prix', { exact: true }).fill(scale)
  } else if (Array.isArray(scale)) {
    await kind.selectOption('Par tranche de quotient familial')
    await typeBrackets(group, scale)
  } else {
    await kind.selectOption('Un pourcentage du quotient (taux d’effort)')
    await group.getByLabel('Taux').fill(scale.rate)
    await group.getByLabel('Prix minimum').fill(scale.min)
    await group.getByLabel('Prix maximum').fill(scale.max)
  }
}

async function typeBrackets(group: Locator, rows: [number, string][]) {
  const lines = group.getByRole('listitem')
  const add = group.getByRole('button', { name: 'Ajouter une tranche' })
  for (const [index, [from, price]] of rows.entries()) {
    if (index >= (await lines.count())) await add.click()
    await lines.nth(index).getByLabel('À partir du QF').fill(String(from))
    await lines.nth(index).getByLabel(/^Prix/).fill(price)
  }
}

async function typeTariff(page: Page, { unit, scales, charges = {} }: TypedTariff) {
  if (unit) await page.getByLabel('Ce qui est compté').selectOption(unit)
  if (Object.keys(scales).includes(OUTSIDERS)) await page.getByLabel('ont leurs propres prix').check()
  for (const [name, scale] of Object.entries(scales)) await typeScale(page, name, scale)
  if (Object.keys(charges).length > 0) await open(page, 'Majorations et absences')
  for (const [label, value] of Object.entries(charges)) await page.getByLabel(label).fill(value)
}

/** The price that the table shows for a quotient, of its column: that of the row whose bounds hold it. */
async function priceShown(
  table: Locator,
  column: string,
  quotient: number | null,
): Promise<string | undefined> {
  const [head, ...rows] = await table
    .locator('tr')
    .evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent)))
  const numbers = (text: string) =>
    text
      .replace(/(\d)[\s\u202f\u00a0](?=\d)/g, '$1')
      .match(/\d+/g)
      ?.map(Number) ?? []
  const row = rows.find(([about]) => {
    if (about!.includes('Tous')) return true
    if (quotient === null) return about!.includes('non fourni')
    const [from, to] = numbers(about!)
    if (from === undefined) return false
    if (about!.includes('et plus')) return quotient >= from
    return to === undefined ? quotient === from : quotient >= from && quotient <= to
  })
  return row?.[head!.indexOf(column)]?.replaceAll(/[\u00a0\u202f]/g, ' ')
}

async function expectPrices(page: Page, { expected, said = [] }: TypedTariff) {
  for (const [name, prices] of Object.entries(expected)) {
    const [column, payer = ''] = name.split(', ') as [string, string?]
    const table = page.getByRole('table', { name: payer }).first()
    await expect(table).toBeVisible()
    for (const [quotient, price] of prices)
      await expect
        .poll(() => priceShown(table, column, quotient), { message: `${name}, QF ${quotient}` })
        .toBe(`${price} €`)
  }
  const text = (await page.getByRole('main').innerText()).replaceAll(/[\u00a0\u202f]/g, ' ')
  for (const sentence of said) expect(text).toContain(sentence)
}

for (const [town, typed] of Object.entries(TOWNS))
  test(`the tariff of ${town} is typed as published: each bracket’s edge has its price, before and after it is saved`, async ({
    app,
    page,
  }) => {
    const id = await bareCanteen(app)
    await app.signIn(BILLING)
    await page.goto(`/admin/activites/${id}/tarifs`)
    await page.getByRole('link', { name: 'Saisir le tarif' }).click()
    await typeTariff(page, typed)
    await expectPrices(page, typed)
    await page.getByRole('button', { name: 'Enregistrer le tarif' }).click()
    await expect(page.getByText('Le tarif est enregistré.')).toBeVisible()
    await expectPrices(page, typed)
    await page.getByRole('link', { name: /^Modifier/ }).click()
    await expectPrices(page, typed)
  })

test('a new tariff begins as the last one, from a month to come; a line is removed, an error told', async ({
  app,
  page,
}) => {
  await page.setViewportSize(PHONE)
  await app.signIn(BILLING)
  await page.goto('/admin/tarifs')
  await expect(page.getByRole('row').filter({ hasText: 'Cantine' })).toContainText('1er septembre 2026')
  await expectWholeAnywhere(page)
  await page.getByRole('link', { name: 'Cantine' }).click()
  await expect(page.getByText('En vigueur', { exact: true })).toBeVisible()
  await expectWholeAnywhere(page)
  await page.getByRole('link', { name: 'Nouveau tarif' }).click()
  await expect(page.getByLabel('À partir du', { exact: true })).toHaveValue('2026-12-01')
  const prices = page.getByRole('group', { name: 'Prix', exact: true })
  await prices.getByRole('button', { name: 'Enlever la ligne 2' }).click()
  await expect(page.getByRole('table').first()).toContainText('QF 0 à 639')
  await prices.getByRole('listitem').nth(1).getByLabel(/^Prix/).fill('deux')
  await expect(page.getByText('À compléter : 1 champ.')).toBeVisible()
  await page.getByRole('button', { name: 'Enregistrer le tarif' }).click()
  await expect(prices.getByText('Écrivez un montant en euros, ainsi : 3,05.')).toBeVisible()
  await expectWholeAnywhere(page)
  await prices.getByRole('listitem').nth(1).getByLabel(/^Prix/).fill('2')
  await page.getByRole('button', { name: 'Enregistrer le tarif' }).click()
  const coming = page.getByRole('listitem').filter({ hasText: 'À venir' })
  await expect(coming).toContainText('À partir du 1er décembre 2026')
  await coming.getByRole('button', { name: 'Supprimer le tarif du 1er décembre 2026' }).click()
  await expect(page.getByText('Tarif supprimé.')).toBeVisible()
  await expect(coming).toBeHidden()
})

test('agents of the families’ service have neither the menu nor the tab', async ({ app, page }) => {
  await app.signIn('agent@demo.example')
  await page.goto('/admin/activites')
  await page.getByRole('link', { name: 'Modifier Cantine' }).click()
  await expect(page.getByRole('link', { name: 'Groupes et places' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Tarifs' })).toHaveCount(0)
})

test('a parent reads what a request would cost before it is sent', async ({ app, page }) => {
  await page.setViewportSize(PHONE)
  await app.signIn('parent@demo.example')
  await page.goto('/famille/demandes/nouvelle')
  await page.getByLabel('Lina').check()
  await page.getByLabel('Cantine').check()
  await page.getByLabel('Premier jour').fill('2027-01-11')
  await page.getByLabel('Dernier jour').fill('2027-01-15')
  await page.getByRole('button', { name: 'Voir jour par jour' }).click()
  await expect(page.getByRole('heading', { name: 'Estimation : 9,80 €' })).toBeVisible()
  await expect(page.getByText('4 × 2,45 € · QF de 640 à moins de 860 · résident')).toBeVisible()
  await expect(page.getByText('Aux tarifs connus aujourd’hui, QF 842')).toBeVisible()
  await expectWholeAnywhere(page)
  await app.db.family.updateMany({ where: { name: 'Delmas' }, data: { familyQuotient: null } })
  await app.db.quotientChange.deleteMany()
  await page.getByRole('button', { name: 'Modifier' }).click()
  await page.getByRole('button', { name: 'Voir jour par jour' }).click()
  await expect(page.getByRole('heading', { name: 'Estimation : 17,00 €' })).toBeVisible()
  await page.getByRole('link', { name: 'Donner votre quotient familial' }).click()
  await expect(page.getByText('Quotient familial').first()).toBeVisible()
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('eight brackets find their lines, and the page says what they give', async ({ app, page }) => {
    const id = await bareCanteen(app)
    await app.signIn(BILLING)
    await page.goto(`/admin/activites/${id}/tarifs/nouveau`)
    const typed = TOWNS['Roncq, the package']!
    await typeTariff(page, typed)
    await page
      .getByRole('group', { name: 'Prix', exact: true })
      .getByLabel(/^Prix, /)
      .nth(3)
      .fill('x')
    await page.getByRole('button', { name: 'Enregistrer le tarif' }).click()
    const prices = page.getByRole('group', { name: 'Prix', exact: true })
    await expect(prices.getByText('Écrivez un montant en euros, ainsi : 3,05.')).toBeVisible()
    await expect(prices.getByLabel(/^Prix, /).nth(7)).toHaveValue('15,25')
    await prices
      .getByLabel(/^Prix, /)
      .nth(3)
      .fill('12,20')
    await page.getByRole('button', { name: 'Enregistrer le tarif' }).click()
    await expectPrices(page, typed)
  })
})
