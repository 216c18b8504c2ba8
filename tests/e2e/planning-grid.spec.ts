import { expect, test } from '../fixtures/app'
import { expectAccessible } from '../fixtures/axe'
import { expectNoOverflow } from '../fixtures/screen'

const VIEWS = ['mois', 'semaine-7', 'semaine']

for (const width of [360, 1280])
  test(`every view of the planning is whole and accessible at ${width} px`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 800 })
    await app.signIn('parent@demo.example')
    for (const view of VIEWS) {
      await page.goto(`/famille/planning?vue=${view}&date=2026-12-02`)
      const entries = page.locator('[data-entry]').filter({ visible: true })
      await expect(entries.first()).toBeVisible()
      await expectNoOverflow(page)
      await page.getByText('Légende : ce que veut dire chaque état').click()
      await expectAccessible(page)
      await entries.first().click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessible(page)
    }
  })

test('with the keyboard: arrows move among the days, Enter opens, Escape closes and gives the focus back', async ({
  app,
  page,
}) => {
  await app.signIn('parent@demo.example')
  await page.goto('/famille/planning?vue=mois&date=2026-12-02')
  const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.entry ?? null)
  const first = page.locator('table [data-entry]').first()
  await first.focus()
  const start = await focused()
  await page.keyboard.press('ArrowRight')
  const right = await focused()
  expect(right).not.toBeNull()
  expect(right!.slice(-10) > start!.slice(-10), 'a later day').toBe(true)
  await page.keyboard.press('ArrowLeft')
  expect((await focused())!.slice(-10)).toBe(start!.slice(-10))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  expect((await focused())!.slice(-10)).toBe(start!.slice(-10))
})

test('the switches hide a child, and the address keeps it: reload and back', async ({ app, page }) => {
  await app.signIn('parent@demo.example')
  await page.goto('/famille/planning?vue=semaine&date=2026-12-02')
  const noe = page.locator('table').getByRole('link', { name: 'Noé' })
  await expect(noe.first()).toBeVisible()
  await page.getByRole('switch', { name: 'Noé' }).click()
  await expect(noe).toHaveCount(0)
  await expect(page).toHaveURL(/enfants=/)
  await page.reload()
  await expect(page.locator('table').getByRole('link', { name: 'Lina' }).first()).toBeVisible()
  await expect(noe).toHaveCount(0)
})
