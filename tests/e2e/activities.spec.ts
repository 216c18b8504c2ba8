import { expect, test } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

for (const width of [360, 1280])
  test(`agents are told of the days with more bookings than places, at ${width} px`, async ({
    app,
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    await app.signIn('agent@demo.example')
    await page.goto('/admin/activites')
    await expect(page.getByText('de trop')).toBeHidden()
    await page.getByRole('link', { name: 'Modifier Cantine' }).click()
    await page.getByLabel('Places par jour').fill('30')
    await page.getByRole('button', { name: 'Enregistrer l’activité' }).click()

    const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Cantine' }) })
    await expect(card).toContainText(/\d+ jours à venir ont plus de réservations que de places/)
    await expect(card).toContainText('Personne ne perd sa place')
    await expectWhole(page)
  })
