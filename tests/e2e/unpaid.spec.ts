import type { Page } from '@playwright/test'
import { day } from '@/lib/core/day'
import type { Invoice } from '@/lib/generated/prisma/client.ts'
import { createInvoice } from '../factories/invoices'
import { expect, test, type App } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

test.describe.configure({ timeout: 180_000 })

const PARENT = 'parent@demo.example'
const BILLING = 'regie@demo.example'
const ADMIN = 'admin@demo.example'
const SERVICE = 'agent@demo.example'
const OFFICE = 'SGC de Châteauneuf-sur-Loire'

/** An invoice of May of the Delmas, due on 30 June: it was never paid. */
async function putLate({ db }: App): Promise<Invoice> {
  const family = await db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } })
  return createInvoice(db, family, {
    ...{ month: day('2026-05-01'), total: 4_530, dueOn: day('2026-06-30') },
    issuedAt: new Date('2026-06-02T08:00:00Z'),
  })
}

const numberOf = ({ year, number }: Invoice) => `${year}-${String(number).padStart(6, '0')}`

async function setRecovery(page: Page, typed: Record<string, string>) {
  await page.goto('/admin/reglages/impayes')
  for (const [label, value] of Object.entries(typed)) await page.getByLabel(label).fill(value)
  await page.getByRole('button', { name: 'Enregistrer' }).click()
}

test('an invoice is late, reminded of, transmitted: nothing more is paid here', async ({
  app,
  page,
}, testInfo) => {
  const size = PHONE
  const invoice = await putLate(app)
  const number = numberOf(invoice)
  await page.setViewportSize(size)
  await app.signIn(PARENT)
  await page.goto(`/famille/factures/${invoice.id}`)
  await expect(page.getByText('L’échéance du 30 juin 2026 est passée.')).toBeVisible()
  await expectWholeAnywhere(page)

  const admin = await app.openAs(ADMIN)
  await admin.setViewportSize(size)
  await setRecovery(admin, { '1re relance': '30', '2e relance': '7' })
  await expect(admin.getByText('Plus tard que la relance qui la précède.').first()).toBeVisible()
  await expect(admin.getByLabel('2e relance')).toHaveValue('7')
  await setRecovery(admin, {
    ...{ '1re relance': '7', '2e relance': '', 'Service qui encaisse': OFFICE },
    'Adresse et téléphone de ce service': '2 rue du Port, 45110 Châteauneuf-sur-Loire',
  })
  await expect(admin.getByText('Réglages enregistrés.')).toBeVisible()
  await expectWholeAnywhere(admin)
  await admin.screenshot({ path: testInfo.outputPath('reglages.png'), fullPage: true })

  const agent = await app.openAs(BILLING)
  await agent.setViewportSize(size)
  await agent.goto('/admin/facturation')
  await agent.getByRole('link', { name: 'Impayés' }).click()
  const box = agent.getByLabel(`Choisir la facture n° ${number}`)
  await box.check()
  await expectWholeAnywhere(agent)
  await agent.screenshot({ path: testInfo.outputPath('impayes.png'), fullPage: true })
  await agent.getByLabel(/ne se paieront plus/).check()
  await agent.getByRole('button', { name: /^Transmettre/ }).click()
  await expect(agent.getByText('sa dernière relance n’est pas encore partie')).toBeVisible()
  await agent.getByRole('button', { name: 'Relancer par e-mail' }).click()
  await expect(agent.getByText('Relance faite.')).toBeVisible()
  await expect(agent.getByText('1re relance, 24 nov.')).toBeVisible()
  const mail = await app.mailTo(PARENT, 'invoice.remind')
  expect(mail.subject).toBe('Rappel : votre facture de mai 2026 reste à payer')
  expect(mail.text).toContain('pourra être transmise au Trésor public')

  await agent.getByLabel(/ne se paieront plus/).uncheck()
  await agent.getByRole('button', { name: /^Transmettre/ }).click()
  await expect(agent.getByText('Cochez cette case pour transmettre').first()).toBeVisible()
  await agent.getByLabel(/ne se paieront plus/).check()
  await agent.getByRole('button', { name: /^Transmettre/ }).click()
  await expect(agent.getByRole('heading', { name: 'Bordereau n° 1 de 2026' })).toBeVisible()
  await expect(agent.getByText('Le fichier PES v2 ne peut pas encore être fait')).toBeVisible()
  await expectWholeAnywhere(agent)
  await agent.screenshot({ path: testInfo.outputPath('bordereau.png'), fullPage: true })
  const batch = agent.url()
  expect((await agent.request.get(`${batch}/pes`)).status()).toBe(409)
  const pdf = await (await agent.request.get(`${batch}/pdf`)).body()
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')

  await admin.goto('/admin/reglages/tresor')
  await admin.getByLabel('SIRET du budget').fill('123')
  await admin.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(admin.getByText('Un SIRET a 14 chiffres.').first()).toBeVisible()
  for (const [label, value] of Object.entries({
    ...{ 'Sigle de l’émetteur': 'Vallombreuse', 'Adresse de l’émetteur': '1 place de la République' },
    ...{ 'Code du poste comptable': '045012', 'SIRET du budget': '73282932000074' },
    ...{ 'Code collectivité': '123', 'Code budget': '00', Nature: '588', 'Code produit local': 'CANT' },
  }))
    await admin.getByLabel(label).fill(value)
  await admin.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(admin.getByText('Tout est renseigné')).toBeVisible()
  await expectWholeAnywhere(admin)

  await agent.goto(batch)
  await expect(agent.getByRole('link', { name: 'Fichier PES v2' })).toBeVisible()
  const file = await agent.request.get(`${batch}/pes`)
  expect(file.headers()['content-disposition']).toContain('PESORMC_73282932000074_2026_0000001.xml')
  expect((await file.body()).toString('latin1')).toContain('<MtBordHt V="45.30"/>')
  expect((await page.request.get(`${batch}/pes`)).status()).toBe(404)

  await page.goto('/famille/factures')
  await expect(page.getByText('Au Trésor public').first()).toBeVisible()
  await page.goto(`/famille/factures/${invoice.id}`)
  await expect(page.getByText(`au Trésor public (${OFFICE}) : payez-la désormais à ce service`)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Payer en ligne' })).toHaveCount(0)
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('parent.png'), fullPage: true })
  await page.goto(`/famille/factures/${invoice.id}/paiement`)
  await expect(page.getByText('elle ne se paie plus ici')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Payer/ })).toHaveCount(0)
  await expectWholeAnywhere(page)

  await agent.goto(`/admin/facturation/factures/${invoice.id}`)
  await expect(agent.getByRole('button', { name: 'Enregistrer le règlement' })).toHaveCount(0)
  await agent.getByRole('button', { name: 'Noter que le Trésor public a été payé' }).click()
  await expect(agent.getByText('Paiement noté le')).toBeVisible()
  await expectWholeAnywhere(agent)
  await page.goto(`/famille/factures/${invoice.id}`)
  await expect(page.getByText('Payée').first()).toBeVisible()
})

test('an unpaid invoice closes reservations, not absences, until an agent lifts it', async ({
  app,
  page,
}, testInfo) => {
  await page.setViewportSize(PHONE)
  const invoice = await putLate(app)
  const admin = await app.openAs(ADMIN)
  await setRecovery(admin, { 'Suspendre les nouvelles réservations après': '60' })
  await expect(admin.getByText('Réglages enregistrés.')).toBeVisible()

  await app.signIn(PARENT)
  await page.goto('/famille/planning?vue=semaine&date=2026-12-07')
  await expect(page.getByText('Nouvelles réservations suspendues')).toBeVisible()
  await expect(page.getByText(`La facture n° ${numberOf(invoice)} de mai 2026`)).toBeVisible()
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('planning.png'), fullPage: true })
  await page.locator('[data-entry]').filter({ hasText: 'Inscrit', visible: true }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('link', { name: 'Voir la facture' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Réserver' })).toHaveCount(0)
  await expectWholeAnywhere(page)
  await dialog.getByRole('link', { name: 'Voir la facture' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Facture de mai 2026' })).toBeVisible()
  await page.goto('/famille/demandes/nouvelle')
  await expect(page.getByText('Nouvelles réservations suspendues')).toBeVisible()

  const agent = await app.openAs(SERVICE)
  await agent.setViewportSize(PHONE)
  await agent.goto(`/admin/familles/${invoice.familyId}`)
  await expect(agent.getByText('Facture impayée').first()).toBeVisible()
  await expectWholeAnywhere(agent)
  await agent.getByRole('button', { name: 'Lever la suspension' }).click()
  await expect(agent.getByText(/levée jusqu’au/)).toBeVisible()

  await page.goto('/famille/planning?vue=semaine&date=2026-12-07')
  await expect(page.getByText('Nouvelles réservations suspendues')).toHaveCount(0)
  await page.locator('[data-entry]').filter({ hasText: 'Inscrit', visible: true }).first().click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Réserver' })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('unpaid invoices are narrowed, ticked and reminded of', async ({ app, page }) => {
    const invoice = await putLate(app)
    await app.signIn(BILLING)
    await page.goto('/admin/facturation/impayes?page=9')
    await expect(page, 'a page that is no more leads to the first').toHaveURL(/impayes$/)
    await page.getByLabel('Retard').selectOption('90')
    await page.getByRole('button', { name: 'Filtrer' }).click()
    await page.getByLabel(`Choisir la facture n° ${numberOf(invoice)}`).check()
    await page.getByRole('button', { name: 'Noter une lettre envoyée' }).click()
    await expect(page.getByText('1re relance, 24 nov.')).toBeVisible()
  })
})

test('the accounting journal of a period is summed and downloaded', async ({ app, page }, testInfo) => {
  await page.setViewportSize(PHONE)
  await app.signIn(BILLING)
  await page.goto('/admin/facturation')
  await page.getByRole('link', { name: 'Journal comptable' }).click()
  await page.getByLabel('Du').fill('2026-09-01')
  await page.getByLabel('Au').fill('2026-11-24')
  await page.getByRole('button', { name: 'Afficher' }).click()
  await expect(page.getByRole('rowheader', { name: 'Facture' })).toBeVisible()
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('journal.png'), fullPage: true })
  const address = await page.getByRole('link', { name: 'Télécharger (CSV)' }).getAttribute('href')
  const text = await (await page.request.get(address!)).text()
  expect(text.split('\r\n')[0]).toBe(
    '\uFEFF"Date";"Écriture";"Facture";"Famille";"Redevable";"Activité";"Moyen de paiement";"Reçu le";"Référence";"Débit";"Crédit"',
  )
  expect(text).toMatch(/"Facture";"2026-\d{6}";.*;"\d+,\d\d";""\r\n/)
  expect(text).toMatch(/"Règlement";.*"Carte bancaire \(PayFiP\)";.*;"";"\d+,\d\d"\r\n/)
})
