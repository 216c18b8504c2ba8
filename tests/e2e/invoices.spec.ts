import { expect, test } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

test.describe.configure({ timeout: 180_000 })

const PARENT = 'parent@demo.example'

test('a parent sees what is due, reads why each price, takes the PDF; an agent reads the same one, another family nothing', async ({
  app,
  page,
}, testInfo) => {
  await page.setViewportSize(PHONE)
  await app.signIn(PARENT)
  await page.goto('/famille')
  await expect(page.getByRole('main').getByText('à payer au plus tard le 30 novembre 2026')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Factures' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Factures' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Reste à payer' })).toBeVisible()
  await page.getByText('Voir les montants par activité').click()
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('factures.png'), fullPage: true })

  const october = page.getByRole('link', { name: /octobre 2026/i })
  await page.getByLabel('État').selectOption('Payée')
  await page.getByRole('button', { name: 'Filtrer' }).click()
  await expect(october).toHaveCount(0)
  await page.getByLabel('État').selectOption('À payer')
  await page.getByRole('button', { name: 'Filtrer' }).click()
  await october.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Facture d’octobre 2026' })).toBeVisible()
  await expect(page.getByText(/QF de 640 à moins de 860/).first()).toBeVisible()
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('facture.png'), fullPage: true })

  const address = await page.getByRole('link', { name: 'Télécharger (PDF)' }).getAttribute('href')
  const pdf = await page.request.get(address!)
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  expect(pdf.headers()['cache-control']).toContain('no-store')
  const bytes = await pdf.body()
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  for (const email of ['regie@demo.example', 'agent@demo.example']) {
    const agent = await app.openAs(email)
    expect((await (await agent.request.get(address!)).body()).length).toBe(bytes.length)
  }
  const other = await app.db.subscription.findFirstOrThrow({
    where: { endedAt: null, account: { email: { not: PARENT } } },
    include: { account: true },
  })
  for (const email of ['terrain@demo.example', other.account.email]) {
    const stranger = await app.openAs(email)
    expect((await stranger.request.get(address!)).status()).toBe(404)
  }
  const subject = address!.split('/').at(-1)
  expect(await app.db.auditEvent.count({ where: { action: 'invoice.read', subject } })).toBe(3)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('invoices are listed, narrowed, opened and read', async ({ app, page }) => {
    await page.setViewportSize({ width: 360, height: 800 })
    await app.signIn(PARENT)
    await page.goto('/famille/factures')
    await page.getByLabel('État').selectOption('Payée')
    await page.getByRole('button', { name: 'Filtrer' }).click()
    await page.getByRole('link', { name: /septembre 2026/i }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Facture de septembre 2026' })).toBeVisible()
    await expect(page.getByText('Cantine').first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Imprimer' })).toBeHidden()
    await page.goto('/famille/factures')
    await page.getByText('Voir les montants par activité').click()
    await expect(
      page.getByRole('table', { name: 'Montants facturés par mois et par activité' }),
    ).toBeVisible()
  })
})
