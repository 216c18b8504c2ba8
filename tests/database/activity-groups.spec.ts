import { activitySchema } from '@/lib/activity/activity-schema'
import { activityValues } from '@/lib/activity/form-values'
import { placesByDay } from '@/lib/activity/places-queries'
import { activityOf } from '@/lib/activity/queries'
import { saveActivity } from '@/lib/activity/operations/save-activity'
import { removeGroup, saveGroup } from '@/lib/activity/operations/save-group'
import { setDayCapacity } from '@/lib/activity/operations/set-day-capacity'
import { addDays, dayInParis, dayToDb } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { requestBooking } from '@/lib/planning/operations/request-day'
import { serveActivity } from '@/lib/planning/operations/serve-waiting'
import { agentActor, createAgent } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createActivity } from '../factories/planning'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

const service = async (db: Tx) => agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))

const GROUP = { capacity: 10, minAge: null, maxAge: null, grades: [], position: 2 }

const book = ({ parent, child, activity }: PlanningFamily) =>
  requestBooking(
    parent,
    { childId: child.id, activityId: activity.id, day: THURSDAY, seen: 'ENROLLED' },
    TUESDAY,
  )

/** The rules of an activity as the form would send them, some of them changed. */
async function inputOf(db: Tx, id: number, changed: Record<string, unknown> = {}) {
  const values = activityValues((await activityOf(await service(db), id))!)
  const fields = Object.entries(values).map(([name, value]) => [name.replace('[]', ''), value])
  return activitySchema.parse({ ...Object.fromEntries(fields), id: String(id), ...changed })
}

test('groups are added, renamed, moved and removed, and the journal names what changed', async ({ db }) => {
  const agent = await service(db)
  const { id: activityId, groups } = await createActivity(db)
  const [first] = groups
  const add = (name: string, position: number) =>
    saveGroup(agent, { ...GROUP, activityId, name, position }, TUESDAY)
  const little = await add('3-5 ans', 1)
  const big = await add('6-11 ans', 9)
  const names = async () =>
    (await db.activityGroup.findMany({ orderBy: { position: 'asc' } })).map(({ name, position }) => [
      position,
      name,
    ])
  expect(await names()).toEqual([
    [1, '3-5 ans'],
    [2, ''],
    [3, '6-11 ans'],
  ])
  await expect(add('3-5 ANS', 4)).rejects.toThrow('Un autre groupe de l’activité porte ce nom.')
  await expect(add('', 4)).rejects.toThrow('Donnez un nom au groupe')

  await saveGroup(agent, { ...GROUP, id: big, activityId, name: 'Grands', position: 1, minAge: 6 }, TUESDAY)
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: 'group.update' } })
  expect(event.fields.sort()).toEqual(['minAge', 'name', 'position'])

  await removeGroup(agent, { activityId, groupId: first!.id }, TUESDAY)
  await removeGroup(agent, { activityId, groupId: first!.id }, TUESDAY)
  await removeGroup(agent, { activityId, groupId: little }, TUESDAY)
  await expect(removeGroup(agent, { activityId, groupId: big }, TUESDAY)).rejects.toThrow('au moins un')
  expect((await names()).map(([, name]) => name)).toEqual(['Grands'])
  expect(await db.auditEvent.count({ where: { action: 'group.remove' } })).toBe(2)
})

test('a group that bookings or enrollments point to stays', async ({ db }) => {
  const agent = await service(db)
  const home = await createPlanningFamily(db)
  const { id: activityId, groups } = home.activity
  const groupId = groups[0]!.id
  const other = await saveGroup(agent, { ...GROUP, activityId, name: 'Autre' }, TUESDAY)
  await db.enrollment.updateMany({ data: { groupId: other } })
  await expect(removeGroup(agent, { activityId, groupId: other }, TUESDAY)).rejects.toThrow(
    '1 inscription est dans ce groupe',
  )
  await db.enrollment.updateMany({ data: { groupId } })
  await book(home)
  await db.enrollment.updateMany({ data: { groupId: null } })
  await expect(removeGroup(agent, { activityId, groupId }, TUESDAY)).rejects.toThrow(
    '1 réservation ou demande est dans ce groupe',
  )
  await removeGroup(agent, { activityId, groupId: other }, TUESDAY)
})

test('one day takes fewer places than the others, never fewer than are booked, and stays so when the group grows', async ({
  db,
}) => {
  const agent = await service(db)
  const home = await createPlanningFamily(db, { rules: { capacity: 2, waitingList: 'AUTO' } })
  const second = await createPlanningFamily(db, { activity: home.activity })
  const { id: activityId, groups } = home.activity
  const [group] = groups
  const setDay = (capacity: number | null, day = THURSDAY) =>
    setDayCapacity(agent, { activityId, groupId: group!.id, day, capacity }, TUESDAY)
  await book(home)
  await expect(setDay(0)).rejects.toThrow('1 place est déjà réservée')
  await expect(setDay(3)).rejects.toThrow('Le groupe a 2 places par jour')
  await expect(setDay(1, addDays(dayInParis(TUESDAY), -1))).rejects.toThrow('Ce jour est passé')
  await setDay(1)
  await book(second)
  expect(await db.booking.count({ where: { state: 'WAITLISTED' } })).toBe(1)
  const lowered = { groupId: group!.id, day: THURSDAY, capacity: 1, booked: 1, waiting: 1 }
  expect(await placesByDay(agent, activityId, THURSDAY, TUESDAY)).toMatchObject({
    lowered: [lowered],
    chosen: [lowered],
  })

  await saveGroup(agent, { ...group!, capacity: 5 }, TUESDAY)
  expect(await serveActivity(activityId, dayInParis(TUESDAY), TUESDAY)).toBe(0)
  await saveGroup(agent, { ...group!, capacity: null }, TUESDAY)
  expect(await serveActivity(activityId, dayInParis(TUESDAY), TUESDAY)).toBe(0)
  expect((await db.activityDay.findFirstOrThrow()).capacity).toBe(1)

  await setDay(null)
  expect(await serveActivity(activityId, dayInParis(TUESDAY), TUESDAY)).toBe(1)
  expect(await placesByDay(agent, activityId, null, TUESDAY)).toEqual({ lowered: [], chosen: [] })
})

test('rules are saved with their links, and the journal names what changed alone', async ({ db }) => {
  const agent = await service(db)
  const [canteen, outing] = [await createActivity(db), await createActivity(db, { name: 'Sortie' })]
  await saveActivity(
    agent,
    await inputOf(db, canteen.id, {
      'bookingOpens.kind': 'MONTH_DAY',
      'waiting.list': 'AUTO',
      excludes: [String(outing.id)],
    }),
    TUESDAY,
  )
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: 'activity.update' } })
  expect(event.fields.sort()).toEqual(['bookingOpens', 'excludes', 'waitingList'])
  expect(await activityOf(agent, canteen.id)).toMatchObject({
    bookingOpens: { kind: 'MONTH_DAY', dayOfMonth: 10, months: 1 },
    waitingList: 'AUTO',
    excludes: [outing.id],
    requires: [],
  })
  const requires = { excludes: [], requires: [String(outing.id)] }
  await saveActivity(agent, await inputOf(db, canteen.id, requires), TUESDAY)
  expect((await activityOf(agent, canteen.id))!.requires).toEqual([outing.id])
  await expect(
    saveActivity(agent, await inputOf(db, outing.id, { requires: [String(canteen.id)] }), TUESDAY),
  ).rejects.toThrow('aucune ne pourrait plus être réservée')
})

test('a waiting list stays while somebody is on it', async ({ db }) => {
  const agent = await service(db)
  const home = await createPlanningFamily(db, { rules: { capacity: 1, waitingList: 'AUTO' } })
  const second = await createPlanningFamily(db, { activity: home.activity })
  await book(home)
  await book(second)
  const { id } = home.activity
  const close = async () => saveActivity(agent, await inputOf(db, id, { 'waiting.list': 'NONE' }), TUESDAY)
  await expect(close()).rejects.toThrow('1 demande attend encore une place')
  await db.booking.deleteMany({ where: { state: 'WAITLISTED', day: dayToDb(THURSDAY) } })
  await close()
  expect((await activityOf(agent, id))!.waitingList).toBe('NONE')
})
