import { expect, test } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

test.describe.configure({ timeout: 180_000 })

const PARENT = 'parent@demo.example'
const BILLING = 'regie@demo.example'

test('a parent takes the receipt of a payment and the year’s attestation, another family nothing', async ({
  app,
  page,
}, testInfo) => {
  await page.setViewportSize(PHONE)
  await app.signIn(PARENT)
  await page.goto('/famille/factures')
  const receipt = await page
    .getByRole('link', { name: /^Reçu \(PDF\) n° R2026-/ })
    .first()
    .getAttribute('href')
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('factures.png'), fullPage: true })
  await page.getByRole('link', { name: 'Attestation fiscale' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Attestation fiscale' })).toBeVisible()
  await expect(page.getByText('article 200 quater B')).toBeVisible()
  await expect(page.getByText('Noé Delmas')).toBeVisible()
  await expect(page.getByText('Lina Delmas')).toHaveCount(0)
  await page.getByLabel('Année').selectOption('2026')
  await page.getByRole('button', { name: 'Afficher' }).click()
  await expect(page).toHaveURL(/annee=2026/)
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('attestation.png'), fullPage: true })
  const attestation = await page
    .getByRole('link', { name: 'Télécharger l’attestation 2026 (PDF)' })
    .getAttribute('href')
  const other = await app.db.subscription.findFirstOrThrow({
    where: { endedAt: null, account: { email: { not: PARENT } } },
    include: { account: true },
  })
  const [regie, service] = [await app.openAs(BILLING), await app.openAs('agent@demo.example')]
  const [stranger, onSite] = [await app.openAs(other.account.email), await app.openAs('terrain@demo.example')]
  for (const address of [receipt!, attestation!]) {
    for (const reader of [page, regie, service]) {
      const pdf = await reader.request.get(address)
      expect(pdf.headers()).toMatchObject({
        'content-type': 'application/pdf',
        'cache-control': 'private, no-store',
      })
      expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
    }
    for (const nobody of [stranger, onSite]) expect((await nobody.request.get(address)).status()).toBe(404)
  }
  const years = attestation!.replace('/2026', '/2019')
  expect((await page.request.get(years)).status()).toBe(404)
})

test('the régisseur opens a family’s account, records a deposit and a payment, reverses one; the parent sees them', async ({
  app,
  page,
}, testInfo) => {
  await page.setViewportSize(PHONE)
  const { id } = await app.db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } })
  await app.signIn(BILLING)
  await page.goto(`/admin/familles/${id}`)
  await page.getByRole('link', { name: 'Factures et paiements' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Compte de la famille Delmas' })).toBeVisible()
  await expect(page.getByText('Reste à payer').first()).toBeVisible()
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('compte.png'), fullPage: true })

  await page.getByLabel(/^Montant reçu/).fill('dix')
  await page.getByRole('button', { name: 'Enregistrer le règlement' }).click()
  await expect(page.getByText('Écrivez un montant, par exemple 12,50.').first()).toBeVisible()
  await page.getByLabel(/^Montant reçu/).fill('500')
  await page.getByLabel('Référence').fill('Chèque 0777')
  await page.getByRole('button', { name: 'Enregistrer le règlement' }).click()
  await expect(page.getByText('Le règlement est enregistré.')).toBeVisible()
  await expect(page.getByText('En avance')).toBeVisible()
  await expect(page.getByLabel(/^Montant reçu/)).toHaveValue('')
  const deposit = page.getByRole('row').filter({ hasText: 'Chèque 0777' })
  await expect(deposit.getByText('Sur le compte')).toBeVisible()
  await expect(deposit.getByRole('link', { name: /^Reçu \(PDF\)/ })).toBeVisible()
  await expectWholeAnywhere(page)

  await deposit.getByText('Annuler…').click()
  await deposit.getByLabel(/^Pourquoi/).fill('Chèque sans provision')
  await deposit.getByRole('button', { name: 'Annuler ce règlement' }).click()
  await expect(page.getByText('Le règlement est annulé.')).toBeVisible()
  await expect(page.getByText('Annulé ensuite')).toBeVisible()
  await expect(page.getByText('Reste à payer').first()).toBeVisible()
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('compte-annule.png'), fullPage: true })

  const parent = await app.openAs(PARENT)
  await parent.goto('/famille/factures')
  await expect(parent.getByText('Annulé ensuite')).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a deposit is recorded, and the attestation of a year asked for', async ({ app, page }) => {
    const { id } = await app.db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } })
    await app.signIn(BILLING)
    await page.goto(`/admin/familles/${id}/compte`)
    await page.getByLabel(/^Montant reçu/).fill('12,50')
    await page.getByRole('button', { name: 'Enregistrer le règlement' }).click()
    const deposit = page.getByRole('row').filter({ hasText: 'Sur le compte' })
    await expect(deposit).toContainText('12,50')
    await deposit.getByText('Annuler…').click()
    await deposit.getByLabel(/^Pourquoi/).fill('x')
    await deposit.getByRole('button', { name: 'Annuler ce règlement' }).click()
    await expect(deposit.getByText('Dites pourquoi').first(), 'what was refused is unfolded').toBeVisible()
    await expect(deposit.getByLabel(/^Pourquoi/)).toHaveValue('x')
    await app.signIn(PARENT)
    await page.goto('/famille/factures/attestation')
    await page.getByRole('button', { name: 'Afficher' }).click()
    await expect(page.getByText('Noé Delmas')).toBeVisible()
  })
})
