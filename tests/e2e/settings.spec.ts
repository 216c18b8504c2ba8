import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/app'
import { openPerson, openSection, rowOf, sendTo } from '../fixtures/dossier'
import { expectWhole } from '../fixtures/screen'

test.describe.configure({ timeout: 180_000 })

const ADMIN = 'admin@demo.example'
const PARENT = 'parent@demo.example'
const SOFIA = 'Sofia Delmas'

const unit = (page: Page, label: string) => page.getByRole('group', { name: new RegExp(`^${label}`) }).first()

/** Sets the mode of a field of « Informations de base ». */
async function setMode(page: Page, label: string, mode: string, mandatory?: boolean) {
  await page.goto('/admin/reglages/dossier')
  await page.getByRole('heading', { name: 'Informations de base' }).click()
  const fields = unit(page, label)
  await fields.getByLabel('Pour les familles').selectOption({ label: mode })
  if (mandatory !== undefined) await fields.getByRole('checkbox', { name: label }).setChecked(mandatory)
  await page.getByRole('button', { name: 'Enregistrer : informations de base' }).click()
  await expect(page.getByText('Enregistré. Pour les familles, dès maintenant :')).toBeVisible()
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled, viewport: { width: 360, height: 800 } })

    test('the administrator sets a field: mandatory, it is asked of the parent; free, it is written; hidden, it is gone', async ({
      app,
      page,
    }) => {
      await app.signIn(PARENT)
      const admin = await app.openAs(ADMIN)
      await setMode(admin, 'Téléphone du travail', 'Libre', true)
      await expect(admin.getByText('Téléphone du travail : désormais obligatoire.')).toBeVisible()
      if (javaScriptEnabled) await expectWhole(admin)
      await app.db.guardian.updateMany({ where: { firstNames: 'Sofia' }, data: { workPhone: null } })

      await openPerson(page, SOFIA)
      await expect(rowOf(page, 'Téléphone du travail')).toContainText('à compléter')
      await openSection(page, SOFIA, 'Informations de base')
      await page.getByLabel('Employeur').fill('CHU')
      await sendTo(page)
      await expect(page.getByText('Ce champ est obligatoire.').first()).toBeVisible()
      await page.getByLabel('Téléphone du travail').fill('0261910042')
      await sendTo(page)
      await expect(
        page.getByText('1 modification envoyée à la mairie, 1 modification enregistrée.'),
      ).toBeVisible()
      await expect(rowOf(page, 'Téléphone du travail')).not.toContainText('En attente')

      await setMode(admin, 'Téléphone du travail', 'Masqué')
      await page.reload()
      await expect(page.getByText('Téléphone du travail')).toHaveCount(0)
    })
  })

test('the lists of the collectivité: an authorisation and an obligation are added, refused when twice, and the family reads them', async ({
  app,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 800 })
  await app.signIn(ADMIN)
  await page.goto('/admin/reglages/autorisations')
  await page.getByLabel('Ce que vous demandez').last().fill('Balade en trottinette')
  await page.getByRole('button', { name: 'Ajouter cette autorisation' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Balade en trottinette' })).toContainText(
    'Aucune réponse encore',
  )
  await page.getByRole('button', { name: 'Monter : Balade en trottinette' }).click()
  await expect(page.getByRole('button', { name: 'Descendre : Balade en trottinette' })).toBeVisible()
  await expectWhole(page)

  await page.goto('/admin/reglages/vaccins')
  const add = page
    .getByRole('region')
    .or(page.locator('section'))
    .filter({ hasText: 'Ajouter une obligation' })
  await add.getByLabel('Maladie').selectOption('MENINGOCOCCUS_B')
  await add.getByLabel('Nom lu par les parents').fill('Méningocoque B')
  await add.getByLabel('Enfants nés à partir du').fill('2018-01-01')
  await add.getByLabel('Âge de chaque injection').fill('3, 5')
  await add.getByLabel('Texte de loi').fill('décret inventé pour ce test')
  await page.getByRole('button', { name: 'Ajouter cette obligation' }).click()
  await expect(page.getByText('ont déjà une règle pour cette maladie').first()).toBeVisible()
  await add.getByLabel('Jusqu’au').fill('2024-12-31')
  await page.getByRole('button', { name: 'Ajouter cette obligation' }).click()
  await expect(page.getByText('décret inventé pour ce test')).toBeVisible()
  await expectWhole(page)

  const parent = await app.openAs(PARENT)
  await openPerson(parent, 'Lina')
  await parent.getByRole('link', { name: 'Autorisations' }).click()
  await expect(rowOf(parent, 'Balade en trottinette')).toContainText('Non renseigné')
  await parent.getByRole('link', { name: 'Données sanitaires' }).click()
  await expect(parent.getByText('Méningocoque B : 2 injections')).toBeVisible()
})

test('only harmless changes are ticked for a batch; the others are to be read', async ({ app, page }) => {
  await app.signIn('agent@demo.example')
  await page.goto('/admin/dossiers')
  const row = (family: string) => page.getByRole('listitem').filter({ hasText: `Famille ${family}` })
  await expect(row('Traoré')).toContainText('À lire avant de décider')
  await expect(row('Traoré').getByRole('checkbox')).toHaveCount(0)
  await row('Benali').getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Accepter ce dossier' }).click()
  await expect(page.getByText('1 modification acceptée.')).toBeVisible()
})

test('an agent reads which vaccines are missing behind the button that journals it', async ({
  app,
  page,
}) => {
  await app.signIn('agent@demo.example')
  const lina = await app.db.child.findFirstOrThrow({ where: { firstNames: 'Lina Jeanne' } })
  const { guardian } = await app.db.guardianship.findFirstOrThrow({
    where: { childId: lina.id },
    include: { guardian: true },
  })
  await page.goto(`/admin/familles/${guardian.familyId}`)
  const missing = page.getByText('Vaccins obligatoires à renseigner')
  await expect(missing).toHaveCount(0)
  await page.getByRole('button', { name: 'Afficher les données sanitaires de Lina' }).click()
  await expect(missing).toBeVisible()
  await expect(page.getByText('Méningocoque C : 2 injections')).toBeVisible()
  expect(
    await app.db.auditEvent.count({ where: { action: 'health.read', childId: lina.id } }),
  ).toBeGreaterThan(0)
})
