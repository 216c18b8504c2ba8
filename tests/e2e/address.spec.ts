import type { Page } from '@playwright/test'
import type { AddressAnswer } from '../fixtures/address-service'
import { expect, test } from '../fixtures/app'
import { openSection, sendTo } from '../fixtures/dossier'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

const PARENT = 'parent@demo.example'
const SILENT = 'La recherche d’adresse ne répond pas : écrivez l’adresse vous-même.'

const search = (page: Page) => page.getByRole('combobox', { name: 'Rechercher l’adresse' })
const proposals = (page: Page) =>
  page.getByRole('listbox', { name: 'Adresses proposées' }).getByRole('option')
const status = (page: Page) => page.getByRole('status').filter({ hasText: /adresse/i })
const field = (page: Page, name: string) => page.getByRole('textbox', { name })

test('a parent finds their address by the keyboard, and sends it', async ({ page, app }, testInfo) => {
  await page.setViewportSize(PHONE)
  await app.signIn(PARENT)
  await openSection(page, 'Sofia Delmas', 'Adresse')
  await expect(search(page)).toHaveAttribute('aria-expanded', 'false')
  await search(page).pressSequentially('12 rue des tilleuls')
  await expect(proposals(page)).toHaveCount(3)
  await expect(status(page)).toContainText('3 adresses proposées')
  await expect(search(page)).toHaveAttribute('aria-expanded', 'true')
  await expectWholeAnywhere(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(proposals(page).nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(search(page)).toHaveAttribute(
    'aria-activedescendant',
    (await proposals(page).nth(1).getAttribute('id'))!,
  )
  await page.screenshot({ path: testInfo.outputPath('adresse.png'), fullPage: true })
  await page.keyboard.press('Enter')
  await expect(field(page, 'Numéro et voie')).toHaveValue('12 Rue des Tilleuls')
  await expect(field(page, 'Code postal')).toHaveValue('45800')
  await expect(field(page, 'Commune')).toHaveValue('Saint-Jean-de-Braye')
  await expect(search(page)).toHaveAttribute('aria-expanded', 'false')
  await page.getByLabel('Date d’effet').fill('2026-11-01')
  // One question for a text that is typed in one go.
  expect(app.addresses.asked.length).toBeLessThan(4)
  await sendTo(page)
  await expect(page.getByText('12 Rue des Tilleuls, 45800 Saint-Jean-de-Braye')).toBeVisible()
})

test('Escape closes the list, Enter then sends nothing, a click chooses', async ({ page, app }) => {
  await app.signIn(PARENT)
  await openSection(page, 'Sofia Delmas', 'Adresse')
  await search(page).fill('rue des tilleuls, un clic')
  await expect(proposals(page)).toHaveCount(3)
  await page.keyboard.press('Escape')
  await expect(proposals(page)).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Envoyer à la mairie' })).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(proposals(page).nth(2)).toHaveAttribute('aria-selected', 'true')
  await proposals(page).first().click()
  await expect(field(page, 'Commune')).toHaveValue('Orléans')
  await expect(search(page)).toBeFocused()
})

const FAILURES: AddressAnswer[] = ['fails', 'throttles', 'silence', 'garbage']
for (const failure of FAILURES)
  test(`the address is written by hand when the service ${failure}`, async ({ page, app }) => {
    await app.signIn(PARENT)
    await openSection(page, 'Sofia Delmas', 'Adresse')
    app.addresses.become(failure)
    await search(page).fill(`rue des tilleuls ${failure}`)
    await expect(status(page)).toHaveText(SILENT)
    await field(page, 'Numéro et voie').fill('3 place Neuve')
    await field(page, 'Code postal').fill('45000')
    await page.getByLabel('Date d’effet').fill('2026-11-01')
    await sendTo(page)
    await expect(page.getByText('3 place Neuve, 45000').first()).toBeVisible()
  })

test('an address that is not found is said, two letters ask nothing', async ({ page, app }) => {
  await app.signIn(PARENT)
  await openSection(page, 'Sofia Delmas', 'Adresse')
  await search(page).fill('quai inconnu')
  await expect(status(page)).toHaveText('Aucune adresse trouvée : écrivez-la vous-même.')
  await search(page).fill('qu')
  await expect(status(page)).toHaveCount(0)
  expect(app.addresses.asked).toHaveLength(1)
})

test('an agent finds an address for a guardian', async ({ page, app }) => {
  const family = await app.db.family.findUniqueOrThrow({
    where: { externalNumber: '10087' },
    include: { guardians: true },
  })
  await app.signIn('agent@demo.example')
  await page.goto(`/admin/familles/${family.id}/responsable/${family.guardians[0]!.id}`)
  await search(page).fill('tilleuls, agent')
  await proposals(page).nth(2).click()
  await expect(field(page, 'Commune')).toHaveValue('Fleury-les-Aubrais')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByText('Fleury-les-Aubrais').first()).toBeVisible()
})

test('nobody searches without being logged in, nor more than a person types', async ({ page, app }) => {
  const ask = (q: string) =>
    page.request.post('/api/adresses', { data: q, headers: { origin: app.url }, maxRedirects: 0 })
  expect([303, 307]).toContain((await ask('rue des tilleuls')).status())
  await app.signIn(PARENT)
  expect((await page.request.post('/api/adresses', { data: 'rue' })).status()).toBe(403)
  expect((await ask('x'.repeat(5_000))).status()).toBe(400)
  expect((await ask('rue des tilleuls')).status()).toBe(200)
  const statuses = await Promise.all(
    Array.from({ length: 100 }, () => ask('rue des tilleuls').then((r) => r.status())),
  )
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('there is no search, and the address is written', async ({ page, app }) => {
    await app.signIn(PARENT)
    const { guardianId } = await app.db.subscription.findFirstOrThrow({
      where: { account: { email: PARENT } },
    })
    await page.goto(`/famille/dossier/responsable/${guardianId}/modifier/adresse`)
    await expect(field(page, 'Numéro et voie')).toBeVisible()
    await expect(search(page)).toBeHidden()
  })
})
