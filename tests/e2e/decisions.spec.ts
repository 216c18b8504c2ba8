import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

const AGENT = 'agent@demo.example'
const PHONE = { width: 360, height: 740 }
const boxes = (page: Page) => page.getByRole('list').getByRole('checkbox')
const accept = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

test('on a phone the verdict stays at hand as soon as a request is ticked', async ({ app, page }) => {
  await page.setViewportSize(PHONE)
  await app.signIn(AGENT)
  await page.goto('/admin/demandes')
  await expect(accept(page, 'Accepter')).not.toBeInViewport()

  await boxes(page).nth(0).check()
  await boxes(page).nth(1).check()
  await expect(accept(page, 'Accepter les 2')).toBeInViewport()
  await expectWhole(page)

  // What takes the focus comes clear of the bar, however far one goes by the keyboard.
  for (let step = 0; step < 24; step++) {
    await page.keyboard.press('Tab')
    const covered = await page.evaluate(() => {
      const focused = document.activeElement!
      const { left, top, bottom } = focused.getBoundingClientRect()
      const seen = document.elementFromPoint(left + 4, (top + bottom) / 2)
      return seen !== null && !focused.contains(seen) && !seen.contains(focused) && focused.outerHTML
    })
    expect(covered).toBeFalsy()
  }

  await page.getByRole('link', { name: 'Refuser…' }).click()
  await expect(page.getByLabel('Motif du refus, lu par la famille')).toBeInViewport()
  await expect(accept(page, 'Refuser les 2')).toBeVisible()
})

test('the keys mark the decisions on a dossier and lead to the next one', async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await app.signIn(AGENT)
  await page.goto('/admin/dossiers')
  await expect(page.getByText('A accepter · R refuser · ↓ suivante')).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByRole('radio', { name: /^Accepter : / }).first()).toBeChecked()
  await page.keyboard.press('r')
  await expect(page.getByRole('radio', { name: /^Refuser : /, checked: true })).toHaveCount(1)
  const before = page.url()
  await page.keyboard.press('ArrowDown')
  await expect(page).not.toHaveURL(before)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: PHONE })

  test('the verdict comes to hand too, and a refused batch keeps its ticks', async ({ app, page }) => {
    await app.signIn(AGENT)
    await page.goto('/admin/demandes')
    await boxes(page).nth(1).check()
    await boxes(page).nth(3).check()
    await expect(accept(page, 'Accepter')).toBeInViewport()

    await accept(page, 'Refuser').click()
    await expect(page.getByText('Écrivez le motif du refus : la famille le lit.').first()).toBeVisible()
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2)
    await expect(boxes(page).nth(1)).toBeChecked()
    await expect(boxes(page).nth(3)).toBeChecked()

    await page.getByLabel('Motif du refus, lu par la famille').fill('Le groupe est complet.')
    await accept(page, 'Refuser les 2').click()
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
    expect(await app.db.bookingRequest.count({ where: { reason: 'Le groupe est complet.' } })).toBe(2)
  })
})
