import { expect, test } from '../fixtures/app'
import { openPerson } from '../fixtures/dossier'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'
import { PASSWORD } from '@/tests/factories/accounts'

test.describe.configure({ timeout: 180_000 })

const PARENT = 'parent@demo.example'

/** The mandate in force of the parent's family. */
const OF_DELMAS = { revokedAt: null, family: { externalNumber: '10087' } }

test('a mandate is read, revoked, signed anew with the password, read by the billing agent and by nobody else, then revoked by the family service', async ({
  app,
  page,
}, testInfo) => {
  await page.setViewportSize(PHONE)
  await app.signIn(PARENT)
  await openPerson(page, 'Sofia Delmas')
  await page.getByRole('link', { name: 'Données bancaires' }).click()
  await page.getByRole('link', { name: 'Voir le mandat' }).click()
  await expect(page.getByText('En vigueur : vos factures peuvent être prélevées')).toBeVisible()
  const first = await app.db.sepaMandate.findFirstOrThrow({ where: OF_DELMAS })
  const pdf = await page.request.get(`/mandats/${first.id}`)
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  await expectWholeAnywhere(page)

  await page.getByText('Révoquer ce mandat').first().click()
  const revoke = page.getByRole('button', { name: 'Révoquer ce mandat' })
  await revoke.click()
  await expect(page.getByText('Cochez cette case pour révoquer le mandat.').first()).toBeVisible()
  await page.getByLabel('Je révoque le mandat de prélèvement de ma famille.').check()
  await revoke.click()
  await expect(page.getByRole('heading', { name: 'Mandats révoqués' })).toBeVisible()

  await page.getByLabel('Fait à').fill('Vallombreuse')
  const password = page.getByLabel('Votre mot de passe', { exact: false }).first()
  await password.fill('pas le bon')
  await page.getByRole('button', { name: 'Signer le mandat' }).click()
  await expect(page.getByText('Cochez cette case pour signer.').first()).toBeVisible()
  await page.getByLabel('Je suis titulaire de ce compte').check()
  await page.getByRole('button', { name: 'Signer le mandat' }).click()
  await expect(page.getByText('Ce mot de passe n’est pas le vôtre').first()).toBeVisible()
  await expectWholeAnywhere(page)
  await password.fill(PASSWORD)
  await page.getByRole('button', { name: 'Signer le mandat' }).click()
  await expect(page.getByText('En vigueur : vos factures peuvent être prélevées')).toBeVisible()
  const second = await app.db.sepaMandate.findFirstOrThrow({ where: OF_DELMAS })
  expect(second.id).not.toBe(first.id)
  const mail = await app.mailTo(PARENT, 'mandate.sign')
  expect(mail.text).toContain(second.rum)
  expect(mail.text).not.toContain('0189')

  const billing = await app.openAs('regie@demo.example')
  await billing.goto(`/admin/familles/${second.familyId}`)
  await expect(billing.getByText(second.rum).first()).toBeVisible()
  expect((await billing.request.get(`/mandats/${second.id}`)).status()).toBe(200)
  const stranger = await app.openAs('agent@demo.example')
  expect((await stranger.request.get(`/mandats/${second.id}`)).status()).toBe(404)
  expect(await app.db.auditEvent.count({ where: { action: 'dossier.read', subject: second.id } })).toBe(1)

  // A parent phones the family service.
  await stranger.setViewportSize(PHONE)
  await stranger.goto(`/admin/familles/${second.familyId}`)
  const mandates = stranger
    .locator('section')
    .filter({ has: stranger.getByRole('heading', { name: 'Prélèvement automatique' }) })
  await expect(mandates.getByRole('link')).toHaveCount(0)
  await mandates.getByText('Révoquer ce mandat').first().click()
  const revokeIt = mandates.getByRole('button', { name: 'Révoquer ce mandat' })
  await revokeIt.click()
  await expect(mandates.getByText('Cochez cette case pour révoquer le mandat.').first()).toBeVisible()
  await expectWholeAnywhere(stranger)
  await mandates.screenshot({ path: testInfo.outputPath('mandats-agent.png') })
  await mandates.getByLabel('Un responsable de la famille m’a demandé').check()
  await revokeIt.click()
  await expect(revokeIt).toHaveCount(0)
  await expect(mandates.getByText('Révoqué', { exact: true })).toHaveCount(2)
  expect((await app.mailTo(PARENT, 'mandate.revoke')).text).toContain('La mairie a révoqué')
})
