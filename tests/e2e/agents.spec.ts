import { expect, test } from '../fixtures/app'

test('what an administrator does to an account is said, though the button goes with it', async ({
  page,
  app,
}) => {
  await app.signIn('admin@demo.example')
  await page.goto('/admin/agents')
  const entry = page
    .getByRole('list', { name: 'Agents' })
    .getByRole('listitem')
    .filter({ hasText: 'terrain@demo.example' })
  const said = (text: string) => page.getByRole('status').filter({ hasText: text })
  await entry.getByText('Modifier').click()
  await entry.getByRole('button', { name: /^Fermer le compte/ }).click()
  await expect(entry.getByText('Compte fermé')).toBeVisible()
  await expect(said('Compte fermé.')).toBeVisible()
  await entry.getByRole('button', { name: 'Rouvrir ce compte' }).click()
  await expect(said('Compte rouvert.')).toBeVisible()
})
