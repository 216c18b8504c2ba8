import type { Page } from '@playwright/test'
import { dayInParis, dayToDb } from '@/lib/core/day'
import { expect, START, test, type App } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

// The children enrolled in an activity, on the agents' screens: found, enrolled in a group, regrouped, ended.

test.describe.configure({ timeout: 120_000 })

const PARENT = 'parent@demo.example'

const canteenOf = ({ db }: App) =>
  db.activity.findFirstOrThrow({ where: { name: 'Cantine' }, include: { groups: true } })

/** The canteen gets a second group, for those who are older than any child. */
async function addGroup(app: App, capacity: number) {
  const { id, groups } = await canteenOf(app)
  await app.db.activityGroup.update({ where: { id: groups[0]!.id }, data: { name: 'Petits' } })
  const big = await app.db.activityGroup.create({
    data: { activityId: id, position: 2, name: 'Grands', capacity, minAge: 90 },
  })
  return { little: groups[0]!.id, big: big.id }
}

/** The bookings to come of a child at the canteen. */
const laterBookings = ({ db }: App, childId: string, activityId: number) =>
  db.booking.findMany({
    where: {
      childId,
      activityId,
      day: { gt: dayToDb(dayInParis(START)) },
      state: { notIn: ['REFUSED', 'ABSENT'] },
    },
    orderBy: { day: 'asc' },
  })

const linaOf = ({ db }: App) => db.child.findFirstOrThrow({ where: { firstNames: 'Lina Jeanne' } })

async function openList(page: Page) {
  await page.goto('/admin/activites')
  await page.getByRole('link', { name: 'Modifier Cantine' }).click()
  await page.getByRole('link', { name: 'Enfants inscrits' }).click()
  await expect(page.getByRole('searchbox', { name: 'Nom de l’enfant' })).toBeVisible()
}

async function searchFor(page: Page, name: string) {
  await page.getByRole('searchbox', { name: 'Nom de l’enfant' }).fill(name)
  await page.getByRole('button', { name: 'Rechercher', exact: true }).click()
}

test.describe('on a phone', () => {
  test.use({ viewport: PHONE })

  test('a child is found by name and enrolled, in the group that the agent chooses', async ({
    app,
    page,
  }) => {
    const { big } = await addGroup(app, 5)
    await app.signIn('agent@demo.example')
    await openList(page)
    await expect(page.getByText(/^\d+ inscriptions en cours ou à venir$/)).toBeVisible()
    await expect(page.getByText('Petits (selon l’âge)').first()).toBeVisible()
    await expectWholeAnywhere(page)
    await page.getByRole('link', { name: 'Suivante' }).click()
    await expect(page.getByText('Page 2 sur')).toBeVisible()
    await searchFor(page, 'moreau nina')
    await expect(page.getByText('Aucune inscription au nom de « moreau nina »')).toBeVisible()

    await page.getByRole('link', { name: 'Inscrire un enfant' }).click()
    await page.getByRole('searchbox', { name: 'Nom ou prénom de l’enfant' }).fill('Ninna moreau')
    await page.getByRole('button', { name: 'Rechercher', exact: true }).click()
    await expectWholeAnywhere(page)
    await page.getByRole('link', { name: 'Choisir Nina Moreau' }).click()
    await page.getByLabel('Groupe').selectOption('Grands, à partir de 90 ans')
    await page.getByLabel('Premier jour').fill('2027-07-02')
    await page.getByLabel('Dernier jour').fill('2026-12-01')
    await page.getByRole('button', { name: 'Inscrire', exact: true }).click()
    await expect(page.getByText('Le dernier jour vient après le premier.').last()).toBeVisible()
    await expect(page.getByLabel('Groupe')).toHaveValue(String(big))
    await page.getByLabel('Premier jour').fill('2026-12-01')
    await page.getByLabel('Dernier jour').fill('2027-07-02')
    await expectWholeAnywhere(page)
    await page.getByRole('button', { name: 'Inscrire', exact: true }).click()
    await expect(page.getByText('L’inscription est enregistrée.')).toBeVisible()
    await searchFor(page, 'moreau nina')
    const row = page.getByRole('row').filter({ hasText: 'Nina Moreau' })
    await expect(row).toContainText('Grands')
    await expect(row).toContainText('01/12/2026 – 02/07/2027')
  })

  test('a child changes group: its bookings go along where there is a place', async ({ app, page }) => {
    const { little, big } = await addGroup(app, 5)
    const [{ id: childId }, { id: activityId }] = [await linaOf(app), await canteenOf(app)]
    const before = await laterBookings(app, childId, activityId)
    expect(before.length).toBeGreaterThan(2)
    const full = before[0]!
    await app.db.activityDay.create({
      data: { activityId, groupId: big, day: full.day, capacity: 0, booked: 0 },
    })
    await app.signIn('agent@demo.example')
    await openList(page)
    await searchFor(page, 'lina')
    await page.getByRole('link', { name: /Lina Delmas/ }).click()
    await page.getByLabel('Groupe').selectOption('Grands, à partir de 90 ans')
    await page.getByRole('button', { name: 'Enregistrer le groupe' }).click()
    const said = page.getByRole('status').filter({ hasText: 'Le groupe est enregistré.' })
    await expect(said).toContainText('jours à venir changent de groupe')
    await expect(said).toContainText('reste dans l’ancien groupe')
    await expectWholeAnywhere(page)
    const after = await laterBookings(app, childId, activityId)
    expect(after.map(({ groupId }) => groupId)).toEqual([little, ...after.slice(1).map(() => big)])
    const { booked } = await app.db.activityDay.findUniqueOrThrow({
      where: { activityId_groupId_day: { activityId, groupId: big, day: after[1]!.day } },
    })
    expect(booked).toBe(1)
  })

  test('a child comes now and then from a day on', async ({ app, page }) => {
    await app.signIn('agent@demo.example')
    await openList(page)
    await searchFor(page, 'lina delmas')
    await page.getByRole('link', { name: /Lina Delmas/ }).click()
    const from = page.getByLabel('Vient occasionnellement à partir du')
    await from.fill('2026-11-01')
    await page.getByRole('button', { name: 'Enregistrer le rythme' }).click()
    await expect(from).toHaveAccessibleDescription(/Ce jour est passé/)
    await expectWholeAnywhere(page)
    await from.fill('2026-12-01')
    await page.getByRole('button', { name: 'Enregistrer le rythme' }).click()
    await expect(page.getByText('Le rythme de venue est enregistré.')).toBeVisible()
    await searchFor(page, 'lina delmas')
    await expect(page.getByRole('row').filter({ hasText: 'Lina Delmas' })).toHaveCount(2)
    await expect(page.getByRole('row').filter({ hasText: 'Occasionnel' })).toContainText('01/12/2026')
  })

  test('an enrollment ends: the agent sees what is cancelled, then confirms; the family gets one mail', async ({
    app,
    page,
  }) => {
    const [{ id: childId }, { id: activityId }] = [await linaOf(app), await canteenOf(app)]
    const later = await laterBookings(app, childId, activityId)
    const counter = {
      activityId_groupId_day: { activityId, groupId: later[0]!.groupId, day: later[0]!.day },
    }
    const { booked } = await app.db.activityDay.findUniqueOrThrow({ where: counter })
    await app.signIn('agent@demo.example')
    await openList(page)
    await searchFor(page, 'lina')
    await page.getByRole('link', { name: /Lina Delmas/ }).click()
    await page.getByLabel('Dernier jour').fill('2026-11-02')
    await page.getByRole('button', { name: 'Voir ce qui change' }).click()
    await expect(
      page.getByText('jour commencé ou passé : l’inscription ne peut pas finir avant'),
    ).toBeVisible()
    await expectWholeAnywhere(page)
    await page.getByLabel('Dernier jour').fill('2026-11-24')
    await page.getByRole('button', { name: 'Voir ce qui change' }).click()
    const announced = `${later.length} réservations ou demandes seront annulées.`
    await expect(page.getByText(announced)).toBeVisible()
    await expectWholeAnywhere(page)
    await page
      .getByRole('button', { name: `Mettre fin le 24 novembre 2026 et annuler ${later.length} journées` })
      .click()
    await expect(
      page.getByText(`La fin de l’inscription est enregistrée : ${later.length} réservations`),
    ).toBeVisible()
    expect(await laterBookings(app, childId, activityId)).toEqual([])
    expect((await app.db.activityDay.findUniqueOrThrow({ where: counter })).booked).toBe(booked - 1)
    const mail = await app.mailTo(PARENT, 'enrollment.end')
    expect(mail.subject).toBe('Lina : l’inscription à Cantine finit le 24 novembre 2026')
    await searchFor(page, 'lina delmas')
    await expect(page.getByRole('row').filter({ hasText: 'Lina Delmas' })).toContainText('24/11/2026')
  })
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a child is enrolled, and its enrollment is ended', async ({ app, page }) => {
    await app.signIn('agent@demo.example')
    const { id } = await canteenOf(app)
    await page.goto(`/admin/activites/${id}/inscrits/inscrire?q=nina`)
    await page.getByRole('link', { name: 'Choisir Nina Moreau' }).click()
    await page.getByLabel('Premier jour').fill('2026-12-01')
    await page.getByLabel('Dernier jour').fill('2027-07-02')
    await page.getByRole('button', { name: 'Inscrire', exact: true }).click()
    await searchFor(page, 'nina moreau')
    await page.getByRole('link', { name: /Nina Moreau/ }).click()
    await page.getByLabel('Dernier jour').fill('2026-12-18')
    await page.getByRole('button', { name: 'Voir ce qui change' }).click()
    await page.getByRole('button', { name: 'Mettre fin le 18 décembre 2026' }).click()
    await searchFor(page, 'nina moreau')
    await expect(page.getByRole('row').filter({ hasText: 'Nina Moreau' })).toContainText('18/12/2026')
  })
})
