import type { Page } from '@playwright/test'
import { SHOWN_FIELD } from '@/lib/dossier/schema'
import { expect, test } from '../fixtures/app'
import { openSection, sendTo } from '../fixtures/dossier'

/** Addresses that someone altered by hand, once answered with an error. */
const ALTERED = [
  ['', '/connexion?motif=constructor'],
  ['', '/connexion?motif=__proto__'],
  ['admin@demo.example', '/admin/import?refus=constructor'],
  ['admin@demo.example', '/admin/import?FAMILIES=__proto__'],
  ['admin@demo.example', '/admin/familles?q=%00'],
  ['admin@demo.example', '/admin/dossiers?famille=%00'],
  ['admin@demo.example', '/admin/journal?au=9999-12-31'],
  ['admin@demo.example', '/admin/import/------------------------------------/rapport'],
  ['parent@demo.example', '/famille/planning?vue=x&date=9999-99-99&enfants=zzz'],
  ['parent@demo.example', '/famille/planning?date=0000-01-01'],
] as const

for (const [email, address] of ALTERED)
  test(`an altered address is answered: ${address}`, async ({ app, page }) => {
    if (email) await app.signIn(email)
    expect((await page.request.get(address)).status()).toBeLessThan(500)
  })

test('an entry of the year 0000 does not exist', async ({ app, page }) => {
  await app.signIn('parent@demo.example')
  const child = await app.db.child.findFirstOrThrow({ where: { lastName: 'Delmas' } })
  const response = await page.request.get(
    `/famille/planning/entree?enfant=${child.id}&activite=1&jour=0000-01-01`,
  )
  expect(response.status()).toBe(404)
})

const openIdentity = (page: Page) => openSection(page, 'Sofia Delmas', 'Informations de base')

test('two tabs: what the other one asked is told, then replaced, and nothing else with it', async ({
  app,
  page,
  context,
}) => {
  await app.signIn('parent@demo.example')
  const other = await context.newPage()
  await openIdentity(page)
  await openIdentity(other)
  await page.getByLabel('Profession').fill('Libraire')
  await page.getByLabel('Employeur').fill('Librairie du Pont')
  await sendTo(page)
  await expect(page.getByText('2 modifications envoyées à la mairie.')).toBeVisible()

  await other.getByLabel('Profession').fill('Autrice')
  await sendTo(other)
  await expect(other.getByText('Valeur actuelle : Libraire.').first()).toBeVisible()
  await expect(other.getByLabel('Profession')).toHaveValue('Autrice')
  await expect(other.locator(`input[name="${SHOWN_FIELD}"]`)).toHaveValue(/Libraire/)
  await sendTo(other)
  await expect(other.getByText('1 modification envoyée à la mairie.')).toBeVisible()
  const changes = await app.db.pendingChange.findMany({
    where: { state: 'PENDING', unit: { in: ['profession', 'employer'] }, guardian: { lastName: 'Delmas' } },
  })
  expect(changes.map(({ after }) => after)).toEqual(
    expect.arrayContaining([{ profession: 'Autrice' }, { employer: 'Librairie du Pont' }]),
  )
})

test('a cut connection keeps the form and says so', async ({ app, page, context }) => {
  await app.signIn('parent@demo.example')
  await openIdentity(page)
  await page.getByLabel('Profession').fill('Libraire')
  await context.setOffline(true)
  await sendTo(page)
  await expect(page.getByText('La connexion est coupée')).toBeVisible()
  await expect(page.getByLabel('Profession')).toHaveValue('Libraire')
  await context.setOffline(false)
  await sendTo(page)
  await expect(page.getByText('1 modification envoyée à la mairie.')).toBeVisible()
})

test('agents who tick nothing are told so in French', async ({ app, page }) => {
  await app.signIn('agent@demo.example')
  await page.goto('/admin/demandes')
  await page.getByRole('button', { name: 'Accepter', exact: true }).click()
  await expect(page.getByText('Cochez au moins une demande.').first()).toBeVisible()
})

test('a null character in a text is left out', async ({ app, page }) => {
  await app.signIn('parent@demo.example')
  await openIdentity(page)
  await page.getByLabel('Profession').evaluate((field: HTMLInputElement) => (field.value = 'Lib\0raire'))
  await sendTo(page)
  await expect(page.getByText('1 modification envoyée à la mairie.')).toBeVisible()
})
