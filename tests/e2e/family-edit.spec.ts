import { expectAccessible } from '../fixtures/axe'
import { expect, test } from '../fixtures/app'

test.describe.configure({ timeout: 120_000 })

for (const [width, height] of [
  [360, 780],
  [1280, 900],
] as const)
  test(`an agent creates a family, its people, an enrollment, and ends it, at ${width} px`, async ({
    app,
    page,
  }) => {
    await page.setViewportSize({ width, height })
    await app.signIn('agent@demo.example')
    await page.goto('/admin/familles')
    await page.getByRole('link', { name: 'Nouvelle famille' }).click()
    await page.getByLabel('Nom de la famille').fill('Delmas')
    await page.getByRole('button', { name: 'Créer la famille' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'porte déjà ce nom' })).toBeVisible()
    await expectAccessible(page)
    await page.getByLabel('Nom de la famille').fill('Zanetti')
    await page.getByRole('button', { name: 'Créer la famille' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Famille Zanetti' })).toBeVisible()

    await page.getByRole('link', { name: 'Responsable' }).click()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'réponses sont à corriger' })).toBeVisible()
    await expectAccessible(page)
    await page.getByLabel('Civilité').selectOption('MME')
    await page.getByLabel('Prénoms').fill('Ada')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(page.getByRole('heading', { level: 2, name: 'Ada Zanetti' })).toBeVisible()

    await page.getByRole('link', { name: 'Enfant', exact: true }).click()
    await page.getByLabel(/^Nom( \(obligatoire\))?$/).fill('Zanetti')
    await page.getByLabel('Prénoms').fill('Théo')
    await page.getByLabel('Sexe').selectOption('M')
    await page.getByLabel('Date de naissance').fill('2019-02-03')
    await page.getByLabel('Classe').selectOption('CE1')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(page.getByRole('heading', { level: 2, name: 'Théo Zanetti' })).toBeVisible()
    await expect(page.getByText('Ada Zanetti, mère')).toBeVisible()

    await page.getByLabel('Activité').selectOption({ index: 0 })
    await page.getByLabel('Premier jour').fill('2026-11-30')
    await page.getByLabel('Dernier jour').fill('2027-07-02')
    await page.getByRole('button', { name: 'Inscrire' }).click()
    await expect(page.getByText('du 30/11/2026 au 02/07/2027')).toBeVisible()
    await page.getByRole('link', { name: 'Modifier l’inscription' }).click()
    await expect(page.getByRole('heading', { name: 'Mettre fin à l’inscription' })).toBeVisible()
    await page.getByLabel('Dernier jour').fill('2027-01-29')
    await page.getByRole('button', { name: 'Voir ce qui change' }).click()
    await page.getByRole('button', { name: 'Mettre fin le 29 janvier 2027' }).click()
    await expect(page.getByText('La fin de l’inscription est enregistrée.')).toBeVisible()
  })

test('an edit of what a family asked to change says so, and becomes a conflict for the decision', async ({
  app,
  page,
}) => {
  await app.signIn('agent@demo.example')
  const change = await app.db.pendingChange.findFirstOrThrow({
    where: { state: 'PENDING', unit: 'mobilePhone' },
    select: { id: true, familyId: true, guardianId: true },
  })
  await page.goto(`/admin/familles/${change.familyId}/responsable/${change.guardianId}`)
  await expect(page.getByText('Une demande de la famille attend').first()).toBeVisible()
  await page.getByLabel('Téléphone mobile').fill('06 99 88 77 66')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Famille/ })).toBeVisible()
  const kept = await app.db.pendingChange.findUniqueOrThrow({ where: { id: change.id } })
  expect(kept.state).toBe('PENDING')
  const guardian = await app.db.guardian.findUniqueOrThrow({ where: { id: change.guardianId! } })
  expect(guardian.mobilePhone).toBe('0699887766')
})

const TWO_TABS = [
  {
    form: 'a family’s own form',
    path: 'modifier',
    typed: { name: 'Quotient familial', value: '600' },
    now: 'Valeur actuelle : 650',
    save: 'Enregistrer la famille',
  },
  {
    form: 'the form of a guardian',
    path: 'responsable',
    typed: { name: 'Employeur', value: 'Mairie' },

    now: 'Valeur actuelle : Verrerie',
    save: 'Enregistrer',
  },
] as const

for (const { form, path, typed, now, save } of TWO_TABS)
  test(`a value that moved while ${form} was filled in is told beside what was typed, which goes when sent again`, async ({
    app,
    page,
  }) => {
    await app.signIn('agent@demo.example')
    const family = await app.db.family.findUniqueOrThrow({
      where: { externalNumber: '10087' },
      include: { guardians: { orderBy: { createdAt: 'asc' } } },
    })
    const guardian = family.guardians[0]!
    const address = path === 'modifier' ? 'modifier' : `responsable/${guardian.id}`
    await page.goto(`/admin/familles/${family.id}/${address}`)
    const field = page.getByLabel(typed.name)
    await field.fill(typed.value)
    // The other tab.
    if (path === 'modifier')
      await app.db.family.update({ where: { id: family.id }, data: { familyQuotient: 650 } })
    else
      await app.db.guardian.update({
        where: { id: guardian.id },
        data: { employer: 'Verrerie', profession: 'Tonnelière' },
      })
    await page.getByRole('button', { name: save }).click()
    await expect(page.getByText(now).first()).toBeVisible()
    await expect(field).toHaveValue(typed.value)
    await expectAccessible(page)
    await page.getByRole('button', { name: save }).click()
    await expect(page.getByRole('heading', { level: 1, name: /^Famille/ })).toBeVisible()
    if (path === 'modifier')
      expect((await app.db.family.findUniqueOrThrow({ where: { id: family.id } })).familyQuotient).toBe(600)
    else
      expect(await app.db.guardian.findUniqueOrThrow({ where: { id: guardian.id } })).toMatchObject({
        employer: typed.value,
        profession: 'Tonnelière',
      })
  })
