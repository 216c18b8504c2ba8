import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import type { Page } from '@playwright/test'
import { EXPORT_MESSAGES } from '@/lib/export/messages'
import { PASSWORD } from '../factories/accounts'
import { expect, test } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

const PARENT = 'parent@demo.example'

/** Presses a button, and gives what is downloaded. */
async function fileOf(page: Page, button: string) {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

test('a parent takes a copy of their family’s data with their password', async ({ page, app }, testInfo) => {
  await page.setViewportSize(PHONE)
  await app.signIn(PARENT)
  await page.goto('/famille/dossier')
  await page.getByRole('link', { name: 'Demander une copie' }).click()
  await expect(page.getByRole('heading', { level: 1, name: EXPORT_MESSAGES.title })).toBeVisible()
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('copie.png'), fullPage: true })
  await page.getByRole('textbox', { name: 'Votre mot de passe' }).fill('un autre mot de passe')
  await page.getByRole('button', { name: 'Télécharger la copie' }).click()
  await expect(page.getByText(EXPORT_MESSAGES.wrongPassword)).toBeVisible()
  await expectWholeAnywhere(page)

  await page.getByRole('textbox', { name: 'Votre mot de passe' }).fill(PASSWORD)
  const pdf = await fileOf(page, 'Télécharger la copie')
  expect(pdf.name).toBe('donnees-famille-2026-11-24.pdf')
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')

  await page.getByRole('radio', { name: EXPORT_MESSAGES.format.json }).check()
  const json = await fileOf(page, 'Télécharger la copie')
  const copy = JSON.parse(json.bytes.toString()) as { family: { name: string }; children: object[] }
  expect(copy.family.name).toBe('Delmas')
  expect(copy.children).toHaveLength(2)

  await page.getByRole('radio', { name: EXPORT_MESSAGES.format.zip }).check()
  const zip = await fileOf(page, 'Télécharger la copie')
  expect(zip.name).toBe('donnees-famille-2026-11-24.zip')
  const paths = Object.keys(unzipSync(zip.bytes))
  expect(paths).toEqual(expect.arrayContaining([pdf.name, json.name]))
  expect(paths.filter((path) => path.startsWith('documents/'))).not.toEqual([])
  expect(paths.filter((path) => path.startsWith('photos/'))).not.toEqual([])
  const made = await app.db.auditEvent.count({ where: { action: 'family.export' } })
  expect(made).toBe(3)
})

test('the file is for its family alone, and kept by nothing on its way', async ({ page, app }) => {
  await app.signIn(PARENT)
  const other = await app.db.family.findFirstOrThrow({ where: { name: { not: 'Delmas' } } })
  const own = await app.db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } })
  const post = (form: Record<string, string>, headers: Record<string, string> = { origin: app.url }) =>
    page.request.post('/famille/dossier/copie/fichier', { form, headers, maxRedirects: 0 })
  const input = { familyId: own.id, format: 'json', currentPassword: PASSWORD }
  expect((await post({ ...input, familyId: other.id })).status()).toBe(404)
  expect((await post(input, { origin: 'https://autre.example' })).status()).toBe(403)
  expect((await post({ ...input, format: 'xml' })).headers().location).toContain('erreur=format')
  const answer = await post(input)
  expect(answer.headers()).toMatchObject({
    'cache-control': 'private, no-store',
    'content-disposition': 'attachment; filename="donnees-famille-2026-11-24.json"',
  })
  for (let n = 0; n < 9; n++) await post({ ...input, currentPassword: 'faux' })
  expect((await post(input)).headers().location).toContain('erreur=attente')
})

test('an agent makes the copy for a family that asks on paper; others do not', async ({ page, app }) => {
  const { id } = await app.db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } })
  await app.signIn('agent@demo.example')
  await page.goto(`/admin/familles/${id}`)
  const json = await fileOf(page, 'Copie en JSON')
  expect(JSON.parse(json.bytes.toString())).toMatchObject({ leftOut: ['Données bancaires'] })
  expect((await fileOf(page, 'Copie en PDF')).bytes.subarray(0, 5).toString()).toBe('%PDF-')
  const zip = await fileOf(page, 'Tout, avec les fichiers (ZIP)')
  expect(Object.keys(unzipSync(zip.bytes)).length).toBeGreaterThan(2)
  await page.screenshot({ path: test.info().outputPath('famille.png'), fullPage: true })
  for (const email of ['regie@demo.example', 'terrain@demo.example', PARENT]) {
    const others = await app.openAs(email)
    const answer = await others.request.post(`/admin/familles/${id}/copie`, {
      form: { format: 'json' },
      headers: { origin: app.url },
    })
    expect(answer.status(), email).toBe(404)
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the copy is asked and comes', async ({ page, app }) => {
    await app.signIn(PARENT)
    await page.goto('/famille/dossier/copie')
    await page.getByRole('textbox', { name: 'Votre mot de passe' }).fill(PASSWORD)
    expect((await fileOf(page, 'Télécharger la copie')).name).toContain('.pdf')
  })
})
