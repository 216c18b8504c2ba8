import type { Page } from '@playwright/test'
import { expect, test, type App } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

test.describe.configure({ timeout: 180_000 })

const PARENT = 'parent@demo.example'
const BILLING = 'regie@demo.example'

/** A parent leaves for PayFiP, pays there, and closes the tab; the notification is lost. Returns the reference. */
async function payUnheard(app: App, page: Page): Promise<string> {
  await app.payfip.set({ notification: 'never' })
  await app.signIn(PARENT)
  const { id } = await app.db.invoice.findFirstOrThrow({
    where: {
      payments: { none: {} },
      issuedAt: { not: null },
      total: { gt: 0 },
      family: { externalNumber: '10087' },
    },
    orderBy: [{ year: 'desc' }, { number: 'desc' }],
  })
  await page.goto(`/famille/factures/${id}/paiement`)
  await page.getByRole('button', { name: /^Payer / }).click()
  await expect(page.getByRole('heading', { name: 'Paiement simulé' })).toBeVisible()
  await app.payfip.finish((await app.payfip.state()).payments[0]!.idOp, 'P')
  return (await app.db.paymentAttempt.findFirstOrThrow({ where: { invoiceId: id } })).reference
}

test('the régisseur compares totals and a file, asks PayFiP about what is only there, and it concords', async ({
  app,
  page,
}, testInfo) => {
  const shot = (name: string) =>
    agent.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true })
  const reference = await payUnheard(app, page)
  const { amount } = await app.db.paymentAttempt.findUniqueOrThrow({ where: { reference } })
  const agent = await app.openAs(BILLING)
  await agent.setViewportSize(PHONE)
  await agent.goto('/admin/paiements')
  await expect(agent.getByRole('table', { name: 'Paiements en attente chez PayFiP' })).toContainText(
    reference,
  )
  await expectWholeAnywhere(agent)
  await shot('paiements')
  await agent.getByRole('link', { name: 'Rapprochement' }).click()
  await expect(agent.getByRole('heading', { level: 1, name: 'Rapprochement' })).toBeVisible()
  await agent.getByLabel(/^Du/).fill('2026-11-24')
  await agent.getByLabel(/^Au/).fill('2026-11-24')
  await agent.getByRole('button', { name: 'Changer de jours' }).click()
  await expect(agent).toHaveURL(/du=2026-11-24/)
  const card = agent.getByLabel('Chez le comptable : Carte bancaire (PayFiP)')
  await card.fill('beaucoup')
  await agent.getByRole('button', { name: 'Comparer les totaux' }).click()
  await expect(agent.getByText('Écrivez un montant, par exemple 12,50.')).toBeVisible()
  await expect(card).toHaveValue('beaucoup')
  const euros = (amount / 100).toFixed(2).replace('.', ',')
  await card.fill(euros)
  await agent.getByRole('button', { name: 'Comparer les totaux' }).click()
  await expect(agent.getByText('de plus chez le comptable')).toBeVisible()

  const attach = (text: string) =>
    agent
      .getByLabel(/^Fichier/)
      .setInputFiles({ name: 't.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  const compare = agent.getByRole('button', { name: 'Comparer ce fichier' })
  await compare.click()
  await expect(agent.getByText('Choisissez le fichier des transactions.').first()).toBeVisible()
  await attach('Nom;Prix\nDelmas;1\n')
  await compare.click()
  await expect(agent.getByText(/colonnes attendues/).first()).toBeVisible()
  await attach(`Référence;Montant\n${reference};${euros}\n`)
  await compare.click()
  await expect(agent.getByText('1 différence', { exact: true })).toBeVisible()
  const alone = agent.getByRole('region', { name: 'Dans le fichier seulement' })
  await expect(alone).toContainText(reference)
  await expectWholeAnywhere(agent)
  await shot('rapprochement')
  await alone.getByRole('button', { name: /^Interroger PayFiP/ }).click()
  await expect(agent.getByText('PayFiP a répondu : comparez de nouveau.')).toBeVisible()
  await compare.click()
  await expect(agent.getByText('Tout concorde')).toBeVisible()
  await expect(agent.getByText('Mêmes totaux')).toBeVisible()
  expect(await app.db.payment.count({ where: { attempt: { reference } } })).toBe(1)
})

test('the régisseur asks about a payment that waits, searches the payments and takes the journal', async ({
  app,
  page,
}, testInfo) => {
  const reference = await payUnheard(app, page)
  const agent = await app.openAs(BILLING)
  await agent.setViewportSize(PHONE)
  const { invoiceId } = await app.db.paymentAttempt.findUniqueOrThrow({ where: { reference } })
  await agent.goto(`/admin/facturation/factures/${invoiceId}`)
  await expect(agent.getByText('Paiement en ligne en cours')).toBeVisible()
  await expectWholeAnywhere(agent)
  await agent.getByRole('link', { name: 'Interroger PayFiP' }).click()
  await agent.getByRole('button', { name: `Interroger PayFiP : ${reference}` }).click()
  await expect(agent.getByText('Aucun paiement en cours.')).toBeVisible()
  await agent.goto(`/admin/facturation/factures/${invoiceId}`)
  await expect(agent.getByText('Paiement en ligne en cours')).toHaveCount(0)
  await agent.goto('/admin/paiements')
  await agent.getByLabel('Famille, n° de facture ou de reçu, référence').fill(reference)
  await agent.getByRole('button', { name: 'Chercher' }).click()
  await expect(agent).toHaveURL(new RegExp(reference))
  const rows = agent.getByRole('table', { name: 'Paiements reçus' }).locator('tbody').getByRole('row')
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Delmas')
  await expectWholeAnywhere(agent)
  await agent.screenshot({ path: testInfo.outputPath('recherche.png'), fullPage: true })
  const journal = await agent
    .getByRole('link', { name: 'Journal par jour et moyen (CSV)' })
    .getAttribute('href')
  const csv = await agent.request.get(journal!)
  expect(csv.headers()['content-type']).toContain('text/csv')
  expect(await csv.text()).toContain('"24/11/2026";"Carte bancaire (PayFiP)";"1"')
  const detail = await agent.getByRole('link', { name: 'Détail (CSV)' }).getAttribute('href')
  expect(await (await agent.request.get(detail!)).text()).toContain(reference)
  const service = await app.openAs('agent@demo.example')
  expect((await service.request.get(journal!)).status()).toBe(404)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a file is compared', async ({ app, page }) => {
    await app.signIn(BILLING)
    await page.goto('/admin/paiements/rapprochement?du=2026-11-24&au=2026-11-24')
    await page.getByLabel(/^Fichier/).setInputFiles({
      name: 't.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Référence;Montant\nX1;1,00\n'),
    })
    await page.getByRole('button', { name: 'Comparer ce fichier' }).click()
    await expect(page.getByText('Le portail ne connaît pas cette référence.')).toBeVisible()
  })
})
