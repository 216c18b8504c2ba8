import type { Locator, Page } from '@playwright/test'
import { dayFromDb, dayToDb, formatDay, type Day } from '@/lib/core/day'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { expect, test } from '../fixtures/app'
import { expectAccessible } from '../fixtures/axe'
import { expectWhole, expectWholeAnywhere, PHONE } from '../fixtures/screen'

const AGENT = 'agent@demo.example'
const PARENT = 'parent@demo.example'
const NAME = 'Sortie au musée des CE2'

/** Lina's next reserved meal, with her class, and what her class has asked for that day. */
async function nextMeal(db: PrismaClient) {
  const lina = await db.child.findFirstOrThrow({
    where: { firstNames: { startsWith: 'Lina' }, lastName: 'Delmas' },
    include: { school: true },
  })
  const activity = await db.activity.findFirstOrThrow({ where: { name: 'Cantine' } })
  const meal = await db.booking.findFirstOrThrow({
    where: {
      ...{ childId: lina.id, activityId: activity.id, state: 'BOOKED' },
      day: { gt: dayToDb('2026-11-30' as Day) },
    },
    orderBy: { day: 'asc' },
  })
  const where = { activityId: activity.id, day: meal.day }
  const concerned = await db.booking.findMany({
    where: {
      ...{ ...where, child: { schoolId: lina.schoolId, grade: lina.grade } },
      state: { in: ['BOOKED', 'ABSENCE_REQUESTED', 'REQUESTED', 'WAITLISTED'] },
    },
    select: { childId: true, state: true },
  })
  return { lina, activity, day: dayFromDb(meal.day), where, concerned }
}

const shown = (locator: Locator) => locator.locator('visible=true').first()

async function fill(page: Page, { lina, day }: Awaited<ReturnType<typeof nextMeal>>): Promise<void> {
  await page.getByLabel(/^Nom, lu par les familles/).fill(NAME)
  await page.getByLabel('Sortie scolaire').check()
  await page.getByLabel(/^Premier jour/).fill(day)
  await page.getByLabel('Cantine', { exact: true }).check()
  await page.getByLabel('École').selectOption({ label: lina.school!.name })
  await page
    .getByRole('group', { name: /^Classes/ })
    .getByLabel(lina.grade!, { exact: true })
    .check()
}

test('an agent sees what an outing releases, confirms it, and the family reads it', async ({ app, page }) => {
  test.setTimeout(120_000)
  const meal = await nextMeal(app.db)
  await page.setViewportSize(PHONE)
  await app.signIn(AGENT)
  await page.goto('/admin/evenements')
  await expect(page.getByRole('link', { name: 'Sortie des CE2 au château de Blois' })).toBeVisible()
  await expectWholeAnywhere(page)
  await page.getByRole('link', { name: 'Nouvel événement' }).click()
  await page.getByRole('button', { name: 'Voir ce qui sera libéré' }).click()
  await expect(page.getByText('Donnez un nom').first()).toBeVisible()
  await expect(page.getByText('Cochez au moins une activité.').first()).toBeVisible()
  await expectWholeAnywhere(page)
  await fill(page, meal)
  await page.getByRole('button', { name: 'Voir ce qui sera libéré' }).click()

  const preview = page.getByRole('heading', { name: new RegExp(`^${NAME}`) })
  await expect(preview).toBeFocused()
  const figure = (label: string) =>
    page.getByRole('list', { name: 'En tout' }).getByRole('listitem').filter({ hasText: label })
  const children = new Set(meal.concerned.map(({ childId }) => childId)).size
  await expect(figure('Enfants')).toContainText(String(children))
  const excused = meal.concerned.filter(({ state }) => state === 'BOOKED' || state === 'ABSENCE_REQUESTED')
  await expect(figure('Non facturé')).toContainText(String(excused.length))
  await expectWholeAnywhere(page)
  expect(await app.db.collectiveEvent.count({ where: { name: NAME } })).toBe(0)
  await page.getByRole('button', { name: 'Modifier' }).click()
  await expect(page.getByLabel(/^Nom, lu par les familles/)).toHaveValue(NAME)
  await page.getByRole('button', { name: 'Voir ce qui sera libéré' }).click()
  await page.getByRole('button', { name: 'Confirmer l’événement' }).click()

  await expect(page.getByRole('heading', { name: NAME, level: 1 })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'c’est enregistré' })).toBeVisible()
  await expectWholeAnywhere(page)
  expect(await app.db.booking.count({ where: { ...meal.where, event: { name: NAME } } })).toBe(
    meal.concerned.length,
  )
  const mail = await app.mailTo(PARENT, 'event.declare')
  expect(mail.subject).toContain(NAME)

  await page.goto('/admin/evenements?q=musee&etat=COMING')
  await expect(page.getByRole('link', { name: NAME })).toBeVisible()
  await expectWholeAnywhere(page)
  await page.goto(`/admin/feuilles/${meal.activity.id}?jour=${meal.day}`)
  await expect(page.getByText(`${NAME} (sortie scolaire)`)).toBeVisible()
  await expectWholeAnywhere(page)

  const parent = await app.openAs(PARENT)
  await parent.setViewportSize(PHONE)
  await parent.goto(`/famille/planning?date=${meal.day}`)
  await expect(shown(parent.getByText(NAME))).toBeVisible()
  await expectAccessible(parent)
  const entry = shown(
    parent.locator(`[data-entry$="${meal.day}"]`).filter({ hasText: 'Cantine' }).filter({ hasText: 'Lina' }),
  )
  await entry.click()
  const dialog = parent.getByRole('dialog')
  await expect(dialog).toContainText(`Pas de réservation possible ce jour-là : ${NAME} (sortie scolaire).`)
  await expect(dialog).toContainText('La journée n’est pas facturée.')
  await expectAccessible(parent)
  await parent.goto(`/famille/planning?vue=mois&date=${meal.day}`)
  await expectAccessible(parent)
})

test('a cancelled outing gives the meal back, and the parent reads it', async ({ app, page }) => {
  const meal = await nextMeal(app.db)
  await app.signIn(AGENT)
  await page.goto('/admin/evenements/nouveau')
  await fill(page, meal)
  await page.getByRole('button', { name: 'Voir ce qui sera libéré' }).click()
  await page.getByRole('button', { name: 'Confirmer l’événement' }).click()
  await page.getByRole('button', { name: 'Annuler l’événement' }).click()
  await expect(page.getByText(/^Annulé le/)).toBeVisible()
  await expectWhole(page)
  await expect(page.getByRole('button', { name: 'Annuler l’événement' })).toHaveCount(0)
  const lina = await app.db.booking.findFirstOrThrow({ where: { ...meal.where, childId: meal.lina.id } })
  expect(lina.state).toBe('BOOKED')
  expect((await app.mailTo(PARENT, 'event.cancel')).text).toContain(formatDay(meal.day, 'weekday'))
  const parent = await app.openAs(PARENT)
  await parent.goto(`/famille/planning?date=${meal.day}`)
  await expect(parent.getByText(NAME)).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an event is previewed and confirmed', async ({ app, page }) => {
    const meal = await nextMeal(app.db)
    await app.signIn(AGENT)
    await page.goto('/admin/evenements/nouveau')
    await fill(page, meal)
    await page.getByRole('button', { name: 'Voir ce qui sera libéré' }).click()
    await page.getByRole('button', { name: 'Confirmer l’événement' }).click()
    await expect(page.getByRole('heading', { name: NAME, level: 1 })).toBeVisible()
    expect(await app.db.collectiveEvent.count({ where: { name: NAME } })).toBe(1)
  })
})
