import { activitiesAndClosures } from '@/lib/activity/queries'
import { overfullSentence } from '@/lib/activity/messages'
import { saveGroup } from '@/lib/activity/operations/save-group'
import { fieldLabels } from '@/lib/audit/field-labels'
import type { Tx } from '@/lib/core/db'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { agentActor, createAgent } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

const cell = ({ child, activity }: PlanningFamily, seen: 'ENROLLED' | 'BOOKED' | 'ABSENT') => ({
  childId: child.id,
  activityId: activity.id,
  day: THURSDAY,
  seen,
})

/** As many families booked on the same day, and one more that would like to be. */
async function bookedDay(db: Tx, count: number, capacity: number) {
  const first = await createPlanningFamily(db, { rules: { capacity } })
  const homes = [first]
  while (homes.length <= count) homes.push(await createPlanningFamily(db, { activity: first.activity }))
  const candidate = homes.pop()!
  for (const home of homes) await requestBooking(home.parent, cell(home, 'ENROLLED'), TUESDAY)
  const agent = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  const [group] = first.activity.groups
  const setCapacity = (capacity: number | null) => saveGroup(agent, { ...group!, capacity }, TUESDAY)
  const overfull = async () => (await activitiesAndClosures(agent, TUESDAY)).activities[0]!.overfull
  return { homes, candidate, setCapacity, overfull }
}

test('a capacity lowered below what is booked takes no place away, and lets nobody in before there is room', async ({
  db,
}) => {
  const { homes, candidate, setCapacity, overfull } = await bookedDay(db, 3, 3)
  expect(await overfull()).toBeNull()
  await setCapacity(1)
  expect(await overfull()).toEqual({ days: 1, most: 2, on: THURSDAY })
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: 'group.update' } })
  expect(event.fields).toEqual(['capacity'])
  expect(fieldLabels(event)).toEqual(['places par jour'])
  expect(await db.booking.count({ where: { state: 'BOOKED' } })).toBe(3)

  const book = () => requestBooking(candidate.parent, cell(candidate, 'ENROLLED'), TUESDAY)
  for (const home of homes.slice(0, 2)) {
    await requestAbsence(home.parent, cell(home, 'BOOKED'), TUESDAY)
    await expect(book()).rejects.toThrow('Complet')
  }
  expect(await overfull()).toBeNull()
  await requestAbsence(homes[2]!.parent, cell(homes[2]!, 'BOOKED'), TUESDAY)
  await book()
  expect(await db.activityDay.findFirstOrThrow()).toMatchObject({ capacity: 1, booked: 1 })
})

test('a capacity raised or lifted opens the days already full', async ({ db }) => {
  const { candidate, setCapacity } = await bookedDay(db, 1, 1)
  const book = () => requestBooking(candidate.parent, cell(candidate, 'ENROLLED'), TUESDAY)
  await expect(book()).rejects.toThrow('Complet')
  await setCapacity(null)
  await book()
})

test('the warning names how many are above, and the fullest day', () => {
  expect(overfullSentence({ days: 1, most: 1, on: THURSDAY })).toBe(
    'Le jeudi 3 décembre, il y a 1 réservation de trop pour les places. Personne ne perd sa place ; rien de plus n’est accepté tant qu’il n’y a pas de place libre.',
  )
  expect(overfullSentence({ days: 4, most: 12, on: THURSDAY })).toContain(
    '4 jours à venir ont plus de réservations que de places : jusqu’à 12 réservations de trop, le jeudi 3 décembre.',
  )
})
