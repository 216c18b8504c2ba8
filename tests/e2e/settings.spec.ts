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
