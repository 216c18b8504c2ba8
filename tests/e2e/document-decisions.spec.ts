import { pdf, portrait, picture } from '../factories/files'
import { expect, test } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

const [PARENT, AGENT, ADMIN] = ['parent@demo.example', 'agent@demo.example', 'admin@demo.example']

/** The server looks into a file before it answers. */
const ARRIVED = { timeout: 30_000 }

test.describe.configure({ timeout: 180_000 })

test('a document is refused with a reason, handed in again from a phone, and accepted', async ({
  page,
  app,
}, testInfo) => {
  const shoot = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true })
  const [phone, desk] = [
    { width: 360, height: 800 },
    { width: 1280, height: 800 },
  ]
  await page.setViewportSize(desk)
  await app.signIn(AGENT)
  await page.goto('/admin')
  await page.getByRole('link', { name: /Vérifier les \d+ documents/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Documents à vérifier' })).toBeVisible()
  const queue = page.getByRole('navigation', { name: 'Documents qui attendent' })
  await queue.getByRole('listitem').filter({ hasText: 'Delmas' }).getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Justificatif de domicile : Famille Delmas' })).toBeVisible()
  await expect(page.getByText('12 rue des Tilleuls').first()).toBeVisible()
  await expect(page.getByLabel('Valable jusqu’au')).toHaveValue('2027-11-24')
  await expectWhole(page)
  await shoot('domicile-1280')
  await page.getByText('Refuser…').click()
  await page.getByRole('button', { name: 'Refuser le document' }).click()
  await expect(page.getByText('Écrivez le motif du refus : la famille le lira.')).toBeVisible()
  await page.getByLabel('Motif type').selectOption('Le document est trop ancien.')
  await page.getByLabel('Motif du refus, lu par la famille').pressSequentially(' Moins de trois mois, svp.')
  await page.getByRole('button', { name: 'Refuser le document' }).click()
  await expect(page.getByText('C’est refusé.')).toBeVisible()
  const mail = await app.mailTo(PARENT, 'document.decide')
  expect(mail.subject).toBe('Votre document : refusé')
  expect(mail.text).not.toMatch(/domicile|ancien/)

  await page.setViewportSize(phone)
  await app.signIn(PARENT)
  await page.goto('/famille/documents')
  const family = page.getByRole('region', { name: 'Famille Delmas' })
  await expect(family.getByText('Refusé', { exact: true })).toBeVisible()
  await family.getByRole('link', { name: 'Justificatif de domicile' }).click()
  await expect(page.getByText('Le document est trop ancien. Moins de trois mois, svp.')).toBeVisible()
  await expectWhole(page)
  await shoot('refus-360')
  await page
    .locator('input[name="fichiers"][multiple]')
    .setInputFiles({ name: 'facture.pdf', mimeType: 'application/pdf', buffer: await pdf('Facture') })
  await page.getByRole('button', { name: 'Envoyer à la mairie' }).click()
  await expect(page.getByText('Votre document est bien arrivé.')).toBeVisible(ARRIVED)

  await app.signIn(AGENT)
  await page.goto('/admin/documents')
  await expectWhole(page)
  await shoot('file-360')
  await queue.getByRole('listitem').filter({ hasText: 'Delmas' }).getByRole('link').click()
  await expectWhole(page)
  await shoot('domicile-360')
  await page.getByLabel('Valable jusqu’au').fill('2026-01-01')
  await page.getByRole('button', { name: 'Accepter le document' }).click()
  await expect(page.getByText('La date de fin est déjà passée.')).toBeVisible()
  await page.getByLabel('Valable jusqu’au').fill('2027-06-30')
  await page.getByRole('button', { name: 'Accepter le document' }).click()
  await expect(page.getByText('C’est accepté.')).toBeVisible()

  await app.signIn(PARENT)
  await page.goto('/famille/documents')
  await expect(family.getByText('valable jusqu’au 30 juin 2027')).toBeVisible()
})

test('a document in images stands beside the data it proves; health is shown on demand', async ({
  page,
  app,
}, testInfo) => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await app.signIn(AGENT)
  await page.goto('/admin/documents')
  const queue = page.getByRole('navigation', { name: 'Documents qui attendent' })
  await queue
    .getByRole('listitem')
    .filter({ hasText: 'Benali' })
    .filter({ hasText: 'PAI' })
    .getByRole('link')
    .click()
  const image = page.getByRole('img', { name: 'Page 1 du document envoyé' })
  await expect(image).toBeVisible()
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(600)
  await page.getByRole('button', { name: /Afficher les données sanitaires/ }).click()
  await expect(page.getByText(/Arachide/)).toBeVisible()
  await expectWhole(page)
  await page.screenshot({ path: testInfo.outputPath('pai-1280.png'), fullPage: true })
  const read = await app.db.auditEvent.groupBy({
    by: ['action'],
    where: { action: { endsWith: '.read' } },
    _count: true,
  })
  expect(read.map(({ action }) => action).sort()).toEqual(['document.read', 'health.read'])
})

test('the keys of the check screen lead to the decision and through the queue, and are switched off', async ({
  page,
  app,
}, testInfo) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await app.signIn(AGENT)
  await page.goto('/admin/documents')
  const rows = page.getByRole('navigation', { name: 'Documents qui attendent' }).getByRole('listitem')
  const isCurrent = (n: number) =>
    expect(rows.nth(n).getByRole('link')).toHaveAttribute('aria-current', 'true', { timeout: 15_000 })
  const before = await app.db.document.count({ where: { state: 'PENDING' } })
  await isCurrent(0)
  const words = page.getByText('A puis Entrée : accepter · R refuser · ↓ suivant · ↑ précédent')
  await expect(words).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('keys-1280.png'), fullPage: true })
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await isCurrent(1)
  await page.keyboard.press('ArrowUp')
  await isCurrent(0)
  await page.keyboard.press('a')
  await expect(page.getByRole('button', { name: 'Accepter le document' })).toBeFocused()
  await page.keyboard.press('r')
  const reason = page.getByLabel('Motif du refus, lu par la famille')
  await expect(reason).toBeFocused()
  await page.keyboard.type('Illisible, à renvoyer')
  await expect(reason).toHaveValue('Illisible, à renvoyer')
  expect(await app.db.document.count({ where: { state: 'PENDING' } }), 'a key decides nothing').toBe(before)

  // What scrolls keeps its arrows.
  const sheet = page.getByRole('region', { name: 'PDF envoyé, à faire défiler' })
  await sheet.focus()
  await page.keyboard.press('ArrowDown')
  await isCurrent(0)
  await expect(reason).toHaveValue('Illisible, à renvoyer')

  await page.getByRole('switch', { name: /Raccourcis clavier/ }).uncheck()
  await page.keyboard.press('a')
  await expect(page.getByRole('button', { name: 'Accepter le document' })).not.toBeFocused()
  await expectWhole(page)
  await page.getByRole('button', { name: 'Refuser le document' }).press('Enter')
  await expect(page.getByText('C’est refusé.')).toBeVisible()
  expect(await app.db.document.count({ where: { state: 'PENDING' } })).toBe(before - 1)
})

for (const width of [360, 1280])
  test(`a child’s photo is framed with the keyboard, accepted and shown at ${width} px`, async ({
    page,
    app,
  }, testInfo) => {
    const shoot = (name: string) =>
      page.screenshot({ path: testInfo.outputPath(`${name}-${width}.png`), fullPage: true })
    const noe = await app.db.child.findFirstOrThrow({ where: { firstNames: 'Noé', lastName: 'Delmas' } })
    await page.setViewportSize({ width, height: 800 })
    await app.signIn(PARENT)
    await page.goto(`/famille/dossier/enfant/${noe.id}`)
    await page.getByRole('link', { name: 'Ajouter une photo' }).click()
    const file = page.locator('input[name="fichiers"]').first()
    await page.getByRole('button', { name: 'Envoyer la photo à la mairie' }).click()
    await expect(page.getByText('Choisissez une photo, puis envoyez.')).toBeVisible()
    await file.setInputFiles({ name: 'noe.pdf', mimeType: 'application/pdf', buffer: await pdf() })
    await page.getByRole('button', { name: 'Envoyer la photo à la mairie' }).click()
    await expect(page.getByText('Une photo est une image JPEG, PNG ou WebP.')).toBeVisible()
    await file.setInputFiles({
      name: 'noe.jpg',
      mimeType: 'image/jpeg',
      buffer: await portrait('#f0c8a0', '#8a5a2b'),
    })
    await page.getByLabel('Rapprocher').focus()
    for (let press = 0; press < 6; press += 1) await page.keyboard.press('ArrowRight')
    await page.getByLabel('De haut en bas').focus()
    for (let press = 0; press < 12; press += 1) await page.keyboard.press('ArrowLeft')
    await expect(page.getByRole('img', { name: 'Aperçu de la photo cadrée' })).toBeVisible()
    await expectWhole(page)
    await shoot('cadrage')
    await page.getByRole('button', { name: 'Envoyer la photo à la mairie' }).click()
    await expect(page.getByText('La photo est bien arrivée.')).toBeVisible(ARRIVED)
    await expectWhole(page)
    await shoot('photo-attend')

    await app.signIn(AGENT)
    const sent = await app.db.childPhoto.findFirstOrThrow({ where: { childId: noe.id } })
    await page.goto(`/admin/documents?photo=${sent.id}`)
    await expect(page.getByRole('img', { name: 'Photo envoyée de Noé Delmas' })).toBeVisible()
    await expectWhole(page)
    await shoot('photo-agent')
    await page.getByRole('button', { name: 'Accepter la photo' }).click()
    await expect(page.getByText('C’est accepté.')).toBeVisible()
    await page.goto(`/admin/familles/${sent.familyId}`)
    await expect(page.locator(`img[src^="/photos/${sent.id}"]`)).toBeVisible()

    await app.signIn(PARENT)
    await page.goto(`/famille/dossier/enfant/${noe.id}`)
    const shown = page.locator(`img[src^="/photos/${sent.id}"]`)
    await expect
      .poll(() => shown.first().evaluate((element: HTMLImageElement) => element.naturalWidth))
      .toBe(96)
    await shoot('dossier')
    await page.getByRole('link', { name: 'Changer la photo' }).click()
    await page.getByRole('button', { name: /Retirer cette photo/ }).click()
    await expect(page.getByText('Pas encore de photo')).toBeVisible()
  })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a photo is sent, its middle kept', async ({ page, app }) => {
    const noe = await app.db.child.findFirstOrThrow({ where: { firstNames: 'Noé', lastName: 'Delmas' } })
    await app.signIn(PARENT)
    await page.goto(`/famille/photos/${noe.id}`)
    await page
      .locator('input[name="fichiers"]')
      .first()
      .setInputFiles({ name: 'noe.png', mimeType: 'image/png', buffer: await picture('png') })
    await page.getByRole('button', { name: 'Envoyer la photo à la mairie' }).click()
    await expect(page.getByText('La photo est bien arrivée.')).toBeVisible(ARRIVED)
  })
})

test('the administrator asks for another document, and families see it', async ({ page, app }, testInfo) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await app.signIn(ADMIN)
  await page.goto('/admin/reglages/documents')
  await page.screenshot({ path: testInfo.outputPath('types-1280.png'), fullPage: true })
  await page.getByRole('link', { name: 'Demander un autre document' }).click()
  await page.getByRole('button', { name: 'Enregistrer ce document' }).click()
  await expect(page.getByText('Écrivez le nom du document.').first()).toBeVisible()
  await page.getByLabel('Nom du document').fill('Attestation « savoir nager »')
  await page.getByLabel('Valable').selectOption('DAYS')
  await page.getByRole('button', { name: 'Enregistrer ce document' }).click()
  await expect(page.getByText('Écrivez un nombre de jours, de 1 à 3 650.').first()).toBeVisible()
  await page.getByLabel('Nombre de jours').fill('700')
  await page.getByLabel(/Obligatoire/).check()
  await page.screenshot({ path: testInfo.outputPath('type-1280.png'), fullPage: true })
  await page.getByRole('button', { name: 'Enregistrer ce document' }).click()
  await expect(page.getByText('C’est enregistré.')).toBeVisible()
  await expect(page.getByRole('row', { name: /savoir nager/ })).toContainText('700 jours')

  await app.signIn(PARENT)
  await page.goto('/famille/documents')
  await expect(
    page.getByRole('region', { name: 'Lina' }).getByRole('listitem').filter({ hasText: 'savoir nager' }),
  ).toContainText('À fournir')
  await app.signIn(ADMIN)
  await page.goto('/admin/reglages/documents')
  await page.getByRole('button', { name: /Ne plus demander : Attestation/ }).click()
  await expect(page.getByRole('row', { name: /savoir nager/ })).toContainText('Plus demandé')
})
