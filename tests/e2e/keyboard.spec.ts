import type { Locator, Page } from '@playwright/test'
import { dayToDb, day } from '@/lib/core/day'
import { expect, test } from '../fixtures/app'

/** Goes on with Tab until an element has the focus, which must then be seen. */
async function reach(page: Page, wanted: Locator): Promise<void> {
  const isFocused = () => wanted.evaluate((element) => element === document.activeElement)
  await expect(wanted).toBeVisible()
  for (let presses = 0; presses < 150 && !(await isFocused()); presses++) await page.keyboard.press('Tab')
  await expect(wanted).toBeFocused()
  await expect(wanted).toBeInViewport()
}

async function press(page: Page, wanted: Locator, key = 'Enter'): Promise<void> {
  await reach(page, wanted)
  await page.keyboard.press(key)
}

/** Types a day whose number is that of its month: the parts of a date field come in the order of the browser's language. */
async function typeDay(page: Page, field: Locator, parts: string): Promise<void> {
  await reach(page, field)
  await page.keyboard.type(parts)
}

test('with the keyboard alone, a period is asked for, previewed, confirmed, and withdrawn', async ({
  app,
  page,
}) => {
  await app.db.activity.updateMany({ where: { name: 'Cantine' }, data: { autoAccepts: false } })
  await app.signIn('parent@demo.example')
  await page.goto('/famille/demandes/nouvelle')
  await press(page, page.getByLabel('Lina'), 'Space')
  await press(page, page.getByLabel('Cantine'), 'Space')
  await typeDay(page, page.getByLabel('Premier jour'), '04042027')
  await typeDay(page, page.getByLabel('Dernier jour'), '05052027')
  await press(page, page.getByRole('button', { name: 'Voir jour par jour' }))
  await press(page, page.getByRole('button', { name: 'Confirmer la demande' }))
  await expect(page.getByText(/n° \d+/).first()).toBeVisible()
  const { number } = await app.db.bookingRequest.findFirstOrThrow({
    where: { startsOn: dayToDb(day('2027-04-04')), endsOn: dayToDb(day('2027-05-05')) },
  })
  await press(page, page.getByRole('link', { name: 'Mes demandes' }).first())
  await press(page, page.getByRole('button', { name: `Annuler ma demande n° ${number}` }))
  await expect(
    page.getByRole('status').filter({ hasText: `Demande n° ${number} : ce qui attendait est annulé.` }),
  ).toBeVisible()
})

test('with the keyboard alone, an agent marks a child and accepts a request', async ({ app, page }) => {
  await app.signIn('agent@demo.example')
  await page.goto('/admin/feuilles')
  await press(
    page,
    page
      .getByRole('main')
      .getByRole('link', { name: /Cantine/ })
      .first(),
  )
  const present = page
    .getByRole('main')
    .getByRole('button', { name: /^Présent/ })
    .first()
  await press(page, present)
  await expect(present).toHaveAttribute('aria-pressed', 'true')
  await page.goto('/admin/demandes')
  const before = await app.db.bookingRequest.count({ where: { state: 'PENDING' } })
  await press(page, page.getByRole('main').getByRole('checkbox').first(), 'Space')
  await press(page, page.getByRole('button', { name: 'Accepter', exact: true }))
  await expect(page.getByRole('status').filter({ hasText: 'Demande traitée.' })).toBeVisible()
  expect(await app.db.bookingRequest.count({ where: { state: 'PENDING' } })).toBe(before - 1)
})
