import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { WRONG_CURRENT_PASSWORD } from '@/lib/account/messages'
import { PASSWORD } from '../factories/accounts'
import { pain002 } from '../fixtures/bank-files'
import { expect, test } from '../fixtures/app'
import { expectWhole, expectWholeAnywhere, PHONE } from '../fixtures/screen'

test.describe.configure({ timeout: 180_000 })

const PARENT = 'parent@demo.example'
const BILLING = 'regie@demo.example'

async function handIn(page: Page, name: string, content: string): Promise<void> {
  await page.goto('/admin/facturation/prelevements')
  await page
    .getByLabel('Fichier de la banque')
    .setInputFiles({ name, mimeType: 'application/xml', buffer: Buffer.from(content) })
  await page.getByRole('button', { name: 'Déposer le fichier' }).click()
}

test('debits are announced, handed to the bank, one is rejected, and the family reads each step', async ({
  app,
  page,
}, testInfo) => {
  const shot = (of: Page, name: string) =>
    of.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true })
  const size = PHONE
  await page.setViewportSize(size)
  await app.signIn(BILLING)
  await page.goto('/admin/facturation')
  await page.getByRole('link', { name: 'Prélèvements', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Préparer un lot' })).toBeVisible()
  await expect(page.getByLabel('Jour du prélèvement')).toHaveValue('2026-12-08')
  await expect(
    page.getByText('Aucun mandat signé').or(page.getByText('Compte bancaire manquant')).first(),
  ).toBeVisible()
  await expectWholeAnywhere(page)
  await shot(page, 'apercu')

  await page.getByLabel('Jour du prélèvement').fill('2026-12-07')
  await page.getByRole('button', { name: 'Voir ce qui serait prélevé' }).click()
  await expect(page.getByText('le premier jour possible est le mardi 8 décembre 2026')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Annoncer/ })).toHaveCount(0)
  await expectWholeAnywhere(page)
  await page.getByLabel('Jour du prélèvement').fill('2026-12-10')
  await page.getByRole('button', { name: 'Voir ce qui serait prélevé' }).click()
  await page.getByRole('button', { name: 'Annoncer et préparer 1 prélèvement' }).click()
  await expect(page.getByRole('heading', { name: 'Prélèvements du 10 décembre 2026' })).toBeVisible()
  await expectWholeAnywhere(page)
  await shot(page, 'annonce')

  const debit = await app.db.debit.findFirstOrThrow({ where: { family: { externalNumber: '10087' } } })
  const invoice = `/famille/factures/${debit.invoiceId}`
  expect((await app.mailTo(PARENT, 'sepa.announce')).text).toContain(
    'seront prélevés sur votre compte le jeudi 10 décembre',
  )
  const parent = await app.openAs(PARENT)
  await parent.setViewportSize(size)
  await parent.goto(invoice)
  await expect(parent.getByText('Prélèvement automatique')).toBeVisible()
  await expect(parent.getByText('Sera prélevée')).toBeVisible()
  await expect(parent.getByRole('link', { name: 'Payer en ligne' })).toHaveCount(0)
  await expectWholeAnywhere(parent)
  await shot(parent, 'famille-annonce')
  await parent.goto(`${invoice}/paiement`)
  await expect(parent.getByText('le paiement en ligne est fermé jusque-là')).toBeVisible()
  await expectWholeAnywhere(parent)
  await parent.goto('/famille/factures')
  await expect(parent.getByText('prélevée le 10 décembre 2026')).toBeVisible()
  await expectWholeAnywhere(parent)
  await shot(parent, 'famille-liste')

  await page.getByRole('button', { name: 'Produire le fichier' }).click()
  await expect(page.getByRole('heading', { name: 'Remettre à la banque' })).toBeVisible()
  await expectWholeAnywhere(page)
  await shot(page, 'fichier')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger le fichier (XML)' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toMatch(/^PRLV-20261210-[0-9A-Z]{8}\.xml$/)
  const xml = await readFile(await saved.path(), 'utf8')
  expect(xml).toContain(`<EndToEndId>${debit.endToEndId}</EndToEndId>`)
  await page.getByRole('button', { name: 'Je l’ai remis à la banque' }).click()
  await expect(page.getByText('Les paiements seront enregistrés le jeudi 10 décembre 2026')).toBeVisible()
  await expectWholeAnywhere(page)

  await handIn(page, 'notes.xml', 'bonjour')
  await expect(page.getByText('Ce fichier ne se lit pas').first()).toBeVisible()
  await expectWholeAnywhere(page)
  await shot(page, 'mauvais-fichier')
  await handIn(
    page,
    'rejets.xml',
    pain002([
      { id: debit.endToEndId, code: 'AM04' },
      { id: 'AUTRE-1', code: 'XY99' },
    ]),
  )
  await expect(page.getByRole('heading', { name: 'Rejets avant règlement' })).toBeVisible()
  await expect(page.getByText('Provision insuffisante (AM04)')).toBeVisible()
  await expect(page.getByText('XY99')).toBeVisible()
  await expectWholeAnywhere(page)
  await shot(page, 'rejets')
  await handIn(
    page,
    'rejets.xml',
    pain002([
      { id: debit.endToEndId, code: 'AM04' },
      { id: 'AUTRE-1', code: 'XY99' },
    ]),
  )
  await expect(page.getByRole('heading', { name: 'Rejets avant règlement' })).toBeVisible()
  expect(await app.db.bankReport.count()).toBe(1)

  expect((await app.mailTo(PARENT, 'sepa.fail')).subject).toBe(
    'Le prélèvement du 10 décembre 2026 n’a pas abouti',
  )
  await parent.goto(invoice)
  await expect(parent.getByText('Prélèvement automatique')).toHaveCount(0)
  await expect(parent.getByRole('link', { name: 'Payer en ligne' })).toBeVisible()
  await shot(parent, 'famille-rejet')
})

test('the account and the file are set; without an account nothing is prepared; no other agent sees any of it', async ({
  app,
  page,
}) => {
  await app.signIn('admin@demo.example')
  await page.goto('/admin/reglages/prelevement')
  const iban = page.getByLabel('IBAN du compte à créditer')
  await iban.fill('FR14 2004 1010 0505 0001 3M02 607')
  const password = page.getByLabel('Votre mot de passe')
  const save = page.getByRole('button', { name: 'Enregistrer' }).last()
  await password.fill('pas-le-mien')
  await save.click()
  await expect(page.getByText('Cet IBAN contient une faute de frappe').first()).toBeVisible()
  await expect(iban).toHaveValue('FR14 2004 1010 0505 0001 3M02 607')
  await expectWhole(page)
  await iban.fill('')
  await page.getByLabel('BIC').fill('')
  await page.getByLabel(/^Prévenir les familles/).fill('5')
  await password.fill('pas-le-mien')
  await save.click()
  await expect(page.getByText(WRONG_CURRENT_PASSWORD).first()).toBeVisible()
  await password.fill(PASSWORD)
  await save.click()
  await expect(page.getByText('Compte et fichier enregistrés.')).toBeVisible()
  await page.goto('/admin/facturation/prelevements')
  await expect(page.getByText('Le prélèvement n’est pas encore ouvert')).toBeVisible()
  await expectWhole(page)
  const service = await app.openAs('agent@demo.example')
  expect((await service.request.get('/admin/facturation/prelevements')).status()).toBe(404)
  const sent = await service.request.post('/admin/facturation/prelevements/depot', {
    headers: { origin: app.url },
    multipart: { fichier: { name: 'x.xml', mimeType: 'text/xml', buffer: Buffer.from('x') } },
  })
  expect(sent.status()).toBe(404)
})

test('a batch that families were told of is cancelled only with its box ticked, once, in one tab of two', async ({
  app,
  page,
}) => {
  await page.setViewportSize(PHONE)
  await app.signIn(BILLING)
  await page.goto('/admin/facturation/prelevements')
  await page.getByRole('button', { name: 'Annoncer et préparer 1 prélèvement' }).click()
  const cancel = (of: Page) => of.getByRole('button', { name: 'Annuler ce lot' })
  await expect(cancel(page)).toBeVisible()
  const other = await page.context().newPage()
  await other.goto(page.url())
  await cancel(page).click()
  await expect(page.getByText('Cochez cette case pour annuler le lot.').first()).toBeVisible()
  expect(await app.db.debitBatch.count({ where: { state: 'CANCELLED' } })).toBe(0)
  await expectWholeAnywhere(page)
  await page.getByLabel('Rien de ce lot ne doit être prélevé.').check()
  await cancel(page).click()
  await expect(page.getByText('Ce lot est annulé')).toBeVisible()
  await other.getByLabel('Rien de ce lot ne doit être prélevé.').check()
  await cancel(other).click()
  await expect(other.getByText('Ce lot a changé entre-temps')).toBeVisible()
  await other.reload()
  await expect(cancel(other)).toHaveCount(0)
  await app.mailTo(PARENT, 'sepa.cancel')
  expect(await app.db.auditEvent.count({ where: { action: 'debit.cancel' } })).toBe(1)
})
