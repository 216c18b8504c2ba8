import { expect, test } from '../fixtures/app'
import { expectAccessible } from '../fixtures/axe'

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled, viewport: { width: 360, height: 800 } })

    test('a parent says once a year that the dossier is up to date', async ({ app, page }) => {
      await app.signIn('parent@demo.example')
      await page.goto('/famille/dossier')
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByRole('button', { name: 'Tout est à jour' }).click()
      await expect(page.getByText('votre dossier est confirmé à jour')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Tout est à jour' })).toHaveCount(0)
      if (javaScriptEnabled) await expectAccessible(page)
    })
  })

test('agents find the families that have not confirmed', async ({ app, page }) => {
  await app.signIn('agent@demo.example')
  await page.goto('/admin/familles')
  await page.getByLabel('Dossier', { exact: true }).selectOption('À confirmer')
  await page.getByRole('main').getByRole('button', { name: 'Rechercher' }).click()
  await expect(page).toHaveURL(/dossier=a-confirmer/)
  await expect(
    page.getByRole('list', { name: 'Familles trouvées' }).getByRole('listitem').first(),
  ).toBeVisible()
  await expectAccessible(page)
})
