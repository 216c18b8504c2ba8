import type { AgentActor } from '@/lib/core/actor'
import { addDays, day, dayToDb, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { getDossier } from '@/lib/dossier/settings'
import { personReadings } from '@/lib/dossier/queries/person-readings'
import type { AgentRole } from '@/lib/generated/prisma/enums.ts'
import { recordHour } from '@/lib/planning/operations/record-hour'
import { markAttendance, type Mark } from '@/lib/planning/operations/mark-attendance'
import { readDaySheet } from '@/lib/planning/operations/read-day-sheet'
import { requestAbsence, requestBooking, requestSickness } from '@/lib/planning/operations/request-day'
import { planningOfPeriod } from '@/lib/planning/queries'
import { childrenToAdd, sheetsOfDay, sheetToExport } from '@/lib/planning/queries/day-sheets'
import { unpackEntries } from '@/lib/planning/rules/grid'
import { holdsPlace, type AttendanceAction, type EntryState } from '@/lib/planning/rules/states'
import { agentActor, createAgent } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createPendingChange } from '../factories/families'
import { createActivity, createBooking, createClosure, type ActivityValues } from '../factories/planning'
import { createTariff, flat, tariff } from '../factories/tariffs'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'
import { watchStatements } from '../fixtures/statements'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

/** Thursday at noon: the sheet is marked. */
const NOON = instantInParis(THURSDAY, '12:00' as WallTime)

const agentOf = async (db: Tx, role: AgentRole, activityIds: number[] = []): Promise<AgentActor> =>
  agentActor(db, await createAgent(db, role, { activityIds }))

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code })

const sheetOf = ({ activity }: Pick<PlanningFamily, 'activity'>, day: Day = THURSDAY) => ({
  activityId: activity.id,
  day,
})

const tap = (
  agent: AgentActor,
  home: PlanningFamily,
  action: AttendanceAction,
  seen: EntryState,
  at = NOON,
): ReturnType<typeof markAttendance> =>
  markAttendance(agent, { ...sheetOf(home), marks: [{ childId: home.child.id, action, seen }] }, at)

async function home(db: Tx, state: EntryState | null, rules: ActivityValues = {}): Promise<PlanningFamily> {
  const made = await createPlanningFamily(db, { rules })
  if (state) await createBooking(db, { ...made, day: THURSDAY, state: state as 'BOOKED' })
  return made
}

/** What the parent's planning shows of the day. */
async function shown({ parent }: PlanningFamily): Promise<EntryState> {
  const grid = await planningOfPeriod(parent, { from: THURSDAY, to: THURSDAY }, NOON)
  return unpackEntries(grid)[0]!.state
}

/** The counter of the day, which says what the bookings say. */
async function counted(db: Tx): Promise<{ booked: number; capacity: number | null }> {
  const day = await db.activityDay.findFirstOrThrow({ where: { day: dayToDb(THURSDAY) } })
  const bookings = await db.booking.findMany({ where: { day: dayToDb(THURSDAY) } })
  expect(day.booked).toBe(bookings.filter(({ state }) => holdsPlace(state)).length)
  return { booked: day.booked, capacity: day.capacity }
}

test('one tap marks present or missing, takes itself back, and shows on the parent’s planning', async ({
  db,
}) => {
  const agent = await agentOf(db, 'FAMILY_SERVICE')
  const family = await home(db, 'BOOKED')
  expect(await tap(agent, family, 'MARK_PRESENT', 'BOOKED')).toMatchObject({
    children: [{ state: 'PRESENT', before: 'BOOKED' }],
    message: 'Lina Delmas : présent.',
  })
  expect(await shown(family)).toBe('PRESENT')
  await tap(agent, family, 'MARK_MISSING', 'PRESENT')
  expect(await shown(family)).toBe('NO_SHOW')
  await tap(agent, family, 'UNMARK', 'NO_SHOW')
  expect(await shown(family)).toBe('BOOKED')
  expect(await db.booking.findFirst()).toMatchObject({
    state: 'BOOKED',
    billing: 'STANDARD',
    beforeMark: null,
  })
  expect((await counted(db)).booked).toBe(1)
  expect(
    (await db.auditEvent.findMany({ where: { action: 'attendance.mark' }, orderBy: { id: 'asc' } })).map(
      ({ detail, childId, accountId }) => [childId, accountId, detail],
    ),
  ).toEqual(
    [
      ['BOOKED', 'PRESENT'],
      ['PRESENT', 'NO_SHOW'],
      ['NO_SHOW', 'BOOKED'],
    ].map(([from, to]) => [family.child.id, agent.accountId, { ...sheetOf(family), from, to }]),
  )
})

test('a child nobody expected is counted beyond the places and billed with a surcharge; the undo gives its state back', async ({
  db,
}) => {
  const agent = await agentOf(db, 'FAMILY_SERVICE')
  const booked = await home(db, 'BOOKED', { capacity: 1 })
  const walkIn = await createPlanningFamily(db, { activity: booked.activity })
  await tap(agent, walkIn, 'MARK_PRESENT', 'ENROLLED')
  expect(await counted(db)).toEqual({ booked: 2, capacity: 2 })
  expect(await db.booking.findFirst({ where: { childId: walkIn.child.id } })).toMatchObject({
    state: 'PRESENT',
    billing: 'SURCHARGED',
    familyId: walkIn.family.id,
  })
  expect(await shown(walkIn)).toBe('PRESENT')
  await expect(tap(agent, walkIn, 'MARK_MISSING', 'PRESENT')).rejects.toEqual(refused('CHANGED'))
  await tap(agent, walkIn, 'UNMARK', 'PRESENT')
  expect(await counted(db)).toEqual({ booked: 1, capacity: 1 })
  expect(await shown(walkIn)).toBe('ENROLLED')
})

test('a child declared absent who came: the absence, its excuse and its billing come back with the undo', async ({
  db,
}) => {
  const agent = await agentOf(db, 'FAMILY_SERVICE')
  const family = await home(db, 'ABSENT')
  await db.booking.updateMany({ data: { billing: 'FREE', excuse: 'MEDICAL', reason: 'Certificat reçu' } })
  await tap(agent, family, 'MARK_PRESENT', 'ABSENT')
  expect(await db.booking.findFirst()).toMatchObject({
    state: 'PRESENT',
    billing: 'SURCHARGED',
    excuse: null,
  })
  expect((await counted(db)).booked).toBe(1)
  await tap(agent, family, 'UNMARK', 'PRESENT')
  expect(await db.booking.findFirst()).toMatchObject({
    state: 'ABSENT',
    billing: 'FREE',
    excuse: 'MEDICAL',
    reason: 'Certificat reçu',
    beforeMark: null,
  })
  expect((await counted(db)).booked).toBe(0)
})

test('requests that waited on the day are settled by the mark, and wait again after its undo', async ({
  db,
}) => {
  const agent = await agentOf(db, 'FAMILY_SERVICE')
  const full = await home(db, 'BOOKED', { capacity: 1, waitingList: 'AUTO', autoAccepts: false })
  const cell = ({ child, activity }: PlanningFamily, seen: EntryState) => ({
    ...{ childId: child.id, activityId: activity.id, day: THURSDAY, seen },
  })
  await requestAbsence(full.parent, cell(full, 'BOOKED'), TUESDAY)
  const waiter = await createPlanningFamily(db, { activity: full.activity })
  await requestBooking(waiter.parent, cell(waiter, 'ENROLLED'), TUESDAY)
  const states = async () =>
    (await db.bookingRequest.findMany({ orderBy: { number: 'asc' } })).map(({ state }) => state)
  const before = await db.booking.findMany({ orderBy: { childId: 'asc' } })
  expect(await states()).toEqual(['PENDING', 'WAITING'])
  await tap(agent, full, 'MARK_PRESENT', 'ABSENCE_REQUESTED')
  await tap(agent, waiter, 'MARK_PRESENT', 'WAITLISTED')
  expect(await states()).toEqual(['REFUSED', 'ACCEPTED'])
  expect((await counted(db)).booked).toBe(2)
  await tap(agent, full, 'UNMARK', 'PRESENT')
  await tap(agent, waiter, 'UNMARK', 'PRESENT')
  expect(await states()).toEqual(['PENDING', 'WAITING'])
  const after = await db.booking.findMany({ orderBy: { childId: 'asc' } })
  expect(after.map(({ updatedAt: _, ...one }) => one)).toEqual(before.map(({ updatedAt: _, ...one }) => one))
})

test('an illness can still be proven after the child was marked missing', async ({ db }) => {
  const agent = await agentOf(db, 'FAMILY_SERVICE')
  const family = await home(db, 'BOOKED', { lateAbsence: { accepted: true, proofHours: 48 } })
  await tap(agent, family, 'MARK_MISSING', 'BOOKED')
  const { child, activity, parent } = family
  await requestSickness(
    parent,
    { childId: child.id, activityId: activity.id, day: THURSDAY, seen: 'NO_SHOW' },
    NOON,
  )
  expect(await shown(family)).toBe('ABSENCE_REQUESTED')
})

test('two agents at once: the same tap is done once, the last of two others is told', async ({ db }) => {
  const [one, two] = [await agentOf(db, 'FAMILY_SERVICE'), await agentOf(db, 'ADMINISTRATOR')]
  const family = await home(db, 'BOOKED')
  const same = await Promise.all([
    tap(one, family, 'MARK_PRESENT', 'BOOKED'),
    tap(two, family, 'MARK_PRESENT', 'BOOKED'),
  ])
  expect(same.map(({ children }) => children[0]!.state)).toEqual(['PRESENT', 'PRESENT'])
  expect(await db.auditEvent.count({ where: { action: 'attendance.mark' } })).toBe(1)
  await tap(one, family, 'UNMARK', 'PRESENT')
  const outcomes = await Promise.allSettled([
    tap(one, family, 'MARK_PRESENT', 'BOOKED'),
    tap(two, family, 'MARK_MISSING', 'BOOKED'),
  ])
  const told = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(told.map(({ reason }) => reason)).toEqual([refused('CHANGED')])
  expect((await counted(db)).booked).toBe(1)
})

test('a walk-in tapped twice at once takes one place', async ({ db }) => {
  const [one, two] = [await agentOf(db, 'FAMILY_SERVICE'), await agentOf(db, 'ADMINISTRATOR')]
  const family = await home(db, null, { capacity: 0 })
  await Promise.all([
    tap(one, family, 'MARK_PRESENT', 'ENROLLED'),
    tap(two, family, 'MARK_PRESENT', 'ENROLLED'),
  ])
  expect((await counted(db)).booked).toBe(1)
})

test('a tap and a parent’s click at once leave one of the two states, and the counter right', async ({
  db,
}) => {
  const agent = await agentOf(db, 'FAMILY_SERVICE')
  const family = await home(db, 'BOOKED', {
    absenceDeadline: { kind: 'NONE' },
    lateAbsence: { accepted: true, proofHours: null },
  })
  const { child, activity, parent } = family
  const early = instantInParis(THURSDAY, '08:00' as WallTime)
  await Promise.allSettled([
    tap(agent, family, 'MARK_PRESENT', 'BOOKED', early),
    requestAbsence(
      parent,
      { childId: child.id, activityId: activity.id, day: THURSDAY, seen: 'BOOKED' },
      early,
    ),
  ])
  const { booked } = await counted(db)
  expect([await shown(family), booked]).toEqual(booked === 1 ? ['PRESENT', 1] : ['ABSENT', 0])
})

test('all present at once, in as many statements for many as for few', async ({ db }) => {
  const agent = await agentOf(db, 'FAMILY_SERVICE')
  const first = await home(db, 'BOOKED')
  const missing = await createPlanningFamily(db, { activity: first.activity })
  await createBooking(db, { ...missing, day: THURSDAY, state: 'ABSENCE_REQUESTED' })
  const all = () => markAttendance(agent, { ...sheetOf(first), marks: 'ALL' }, NOON)
  const one = await watchStatements(all)
  for (let index = 0; index < 12; index++) {
    const other = await createPlanningFamily(db, { activity: first.activity })
    await createBooking(db, { ...other, day: THURSDAY })
  }
  const many = await watchStatements(all)
  expect(many.count).toBe(one.count)
  expect(await db.booking.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } })).toEqual([
    { state: 'ABSENCE_REQUESTED', _count: 1 },
    { state: 'PRESENT', _count: 13 },
  ])
  expect(await all()).toMatchObject({ children: [], message: 'C’était déjà fait.' })
  const marks = (await db.booking.findMany({ where: { state: 'PRESENT' } })).map(({ childId }): Mark => ({
    childId,
    action: 'UNMARK',
    seen: 'PRESENT',
  }))
  await markAttendance(agent, { ...sheetOf(first), marks }, NOON)
  expect(await db.booking.count({ where: { state: 'BOOKED' } })).toBe(13)
})

test('never a day to come nor one long past, nor an unbooked child on a closed day, nor a child of elsewhere', async ({
  db,
}) => {
  const agent = await agentOf(db, 'FAMILY_SERVICE')
  const family = await home(db, 'BOOKED')
  const at = (days: number) => instantInParis(addDays(THURSDAY, days), '08:00' as WallTime)
  await expect(tap(agent, family, 'MARK_PRESENT', 'BOOKED', at(-1))).rejects.toEqual(refused('DAY'))
  await expect(tap(agent, family, 'MARK_PRESENT', 'BOOKED', at(32))).rejects.toEqual(refused('DAY'))
  const stranger = await createPlanningFamily(db, { rules: { name: 'Étude', position: 2 } })
  await expect(
    tap(agent, { ...stranger, activity: family.activity }, 'MARK_PRESENT', 'ENROLLED'),
  ).rejects.toBeInstanceOf(NotFound)
  const enrolled = await createPlanningFamily(db, { activity: family.activity })
  await createClosure(db, { name: 'Grève', startsOn: THURSDAY })
  await expect(tap(agent, enrolled, 'MARK_PRESENT', 'ENROLLED')).rejects.toEqual(refused('CLOSED'))
  expect(await db.booking.count({ where: { state: 'PRESENT' } })).toBe(0)
})

test('an on-site agent has the sheets of their activities alone; a billing agent has none', async ({
  db,
}) => {
  const family = await home(db, 'BOOKED')
  const other = await createActivity(db, { name: 'Étude', position: 2 })
  const own = await agentOf(db, 'ON_SITE', [family.activity.id])
  const elsewhere = await agentOf(db, 'ON_SITE', [other.id])
  const billing = await agentOf(db, 'BILLING')
  expect((await sheetsOfDay(own, THURSDAY)).map(({ name }) => name)).toEqual(['Cantine'])
  expect((await sheetsOfDay(elsewhere, THURSDAY)).map(({ name }) => name)).toEqual(['Étude'])
  await expect(sheetsOfDay(billing, THURSDAY)).rejects.toBeInstanceOf(NotFound)
  for (const agent of [elsewhere, billing]) {
    await expect(readDaySheet(agent, sheetOf(family), NOON)).rejects.toBeInstanceOf(NotFound)
    await expect(sheetToExport(agent, sheetOf(family))).rejects.toBeInstanceOf(NotFound)
    await expect(childrenToAdd(agent, sheetOf(family), 'Lina')).rejects.toBeInstanceOf(NotFound)
    await expect(tap(agent, family, 'MARK_PRESENT', 'BOOKED')).rejects.toBeInstanceOf(NotFound)
  }
  await tap(own, family, 'MARK_PRESENT', 'BOOKED')
  expect(await sheetsOfDay(own, THURSDAY)).toMatchObject([
    { expected: 1, present: 1, missing: 0, toMark: 0, closedBy: null },
  ])
})

test('a sheet warns of an allergy and of a PAI, in force or declared, and each opening is told to the family once', async ({
  db,
}) => {
  const agent = await agentOf(db, 'ADMINISTRATOR')
  const family = await home(db, 'BOOKED')
  const plain = await createPlanningFamily(db, { activity: family.activity })
  await createBooking(db, { ...plain, day: THURSDAY })
  const warned = async (at: Date) => {
    const { children } = await readDaySheet(agent, sheetOf(family), at)
    const { allergy, careplan } = children.find(({ childId }) => childId === family.child.id)!
    return { allergy, careplan }
  }
  expect(await warned(NOON)).toEqual({ allergy: null, careplan: null })
  expect(await db.auditEvent.count({ where: { action: 'health.read' } })).toBe(0)
  const allergy = (state: 'PENDING' | 'REFUSED', substance: string | null, askedAt: Date) =>
    createPendingChange(db, family.family, {
      ...{ childId: family.child.id, itemId: family.child.id, section: 'allergies', unit: 'allergy' },
      ...{ before: {}, after: { substance }, state, askedAt },
      ...(state === 'REFUSED' && { decidedAt: askedAt, reason: 'Document manquant' }),
    })
  await allergy('REFUSED', 'sealed', TUESDAY)
  expect(await warned(NOON)).toEqual({ allergy: 'DECLARED', careplan: null })
  await db.child.update({ where: { id: family.child.id }, data: { careplanEncrypted: 'sealed' } })
  const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000)
  expect(await warned(later(59))).toEqual({ allergy: 'DECLARED', careplan: 'KNOWN' })
  const events = () => db.auditEvent.findMany({ where: { action: 'health.read' }, orderBy: { id: 'asc' } })
  expect((await events()).map(({ childId, fields }) => [childId, fields])).toEqual([
    [family.child.id, ['substance']],
  ])
  await warned(later(61))
  expect((await events())[1]).toMatchObject({ fields: ['substance', 'careplan'], familyId: family.family.id })
  const readings = await personReadings(family.parent, await getDossier(), {
    kind: 'child',
    id: family.child.id,
  })
  expect(readings).toMatchObject([
    { who: 'un agent de l’administration', byAgent: true, what: ['données sanitaires', 'allergies'] },
    { what: ['allergies'] },
  ])
  // A family that takes its declaration back warns no more.
  await allergy('REFUSED', null, NOON)
  expect((await warned(later(62))).allergy).toBeNull()
})

test('who shall fetch the child no more is told before anybody has decided', async ({ db }) => {
  const agent = await agentOf(db, 'FAMILY_SERVICE')
  const family = await home(db, 'BOOKED')
  const contact = { childId: family.child.id, id: family.child.id, firstNames: 'Marc', lastName: 'Petit' }
  await db.contact.create({
    data: {
      ...contact,
      link: 'NEIGHBOUR',
      phone: '0639980100',
      mayCollect: true,
      inEmergency: false,
      rank: 1,
    },
  })
  const contacts = async () => (await readDaySheet(agent, sheetOf(family), NOON)).children[0]!.contacts
  expect(await contacts()).toMatchObject([{ name: 'Marc Petit', mayCollect: true, withdrawn: false }])
  await createPendingChange(db, family.family, {
    ...{ childId: family.child.id, itemId: contact.id, section: 'contacts', unit: 'contact' },
    ...{ before: {}, after: { mayCollect: null } },
  })
  expect(await contacts()).toMatchObject([{ withdrawn: true }])
})

test('the search finds the children of the activity however the name is written, and nobody else', async ({
  db,
}) => {
  const agent = await agentOf(db, 'FAMILY_SERVICE')
  const family = await home(db, null)
  await db.child.update({
    where: { id: family.child.id },
    data: { firstNames: 'Anaëlle', lastName: 'Le Gall' },
  })
  const other = await createPlanningFamily(db, { rules: { name: 'Étude', position: 2 } })
  await db.child.update({ where: { id: other.child.id }, data: { firstNames: 'Anaëlle', lastName: 'Petit' } })
  for (const names of ['anaelle', 'LEGALL', 'Gall Ana'])
    expect(
      (await childrenToAdd(agent, sheetOf(family), names)).map(({ lastName }) => lastName),
      names,
    ).toEqual(['Le Gall'])
  expect(await childrenToAdd(agent, sheetOf(family), 'xyz')).toEqual([])
})

test.describe('the hour of an activity that is billed by time', () => {
  const RULES = { unit: { kind: 'TIME', minutes: 30 } } as const
  const at = (time: string) => time as WallTime

  /** A child booked on the sheet of an activity from 16:30 to 18:30, billed by the half-hour. */
  async function evening(db: Tx, rules: ActivityValues = {}) {
    const made = await home(db, 'BOOKED', { icon: 'EVENING', startsAt: '16:30', endsAt: '18:30', ...rules })
    await createTariff(db, made.activity, tariff(flat(100), RULES), day('2026-09-01'))
    return made
  }

  const say = (agent: AgentActor, family: PlanningFamily, time: WallTime | null) =>
    recordHour(agent, { ...sheetOf(family), childId: family.child.id, time }, NOON)

  const hours = async (db: Tx) => {
    const { arrivedAt, leftAt } = await db.booking.findFirstOrThrow()
    return [arrivedAt, leftAt]
  }

  test('is written for who is present, changed, taken back; the undo clears it; the journal tells', async ({
    db,
  }) => {
    const family = await evening(db)
    const agent = await agentOf(db, 'ON_SITE', [family.activity.id])
    await expect(say(agent, family, at('17:45'))).rejects.toEqual(refused('PRESENT'))
    await tap(agent, family, 'MARK_PRESENT', 'BOOKED')
    expect(await say(agent, family, at('17:45'))).toBe('Lina Delmas : parti(e) à 17\u00a0h\u00a045.')
    expect(await hours(db)).toEqual([null, '17:45'])
    const sheet = await readDaySheet(agent, sheetOf(family), NOON)
    expect(sheet).toMatchObject({ hour: 'leftAt', children: [{ leftAt: '17:45', arrivedAt: null }] })
    await say(agent, family, at('18:50'))
    await say(agent, family, null)
    expect(await hours(db)).toEqual([null, null])
    await say(agent, family, at('17:00'))
    await tap(agent, family, 'UNMARK', 'PRESENT')
    expect(await hours(db)).toEqual([null, null])
    await tap(agent, family, 'MARK_PRESENT', 'BOOKED')
    await say(agent, family, at('17:00'))
    await tap(agent, family, 'MARK_MISSING', 'PRESENT')
    expect(await hours(db)).toEqual([null, null])
    const events = await db.auditEvent.findMany({
      where: { action: 'attendance.time' },
      orderBy: { id: 'asc' },
    })
    expect(events[0]).toMatchObject({
      familyId: family.family.id,
      childId: family.child.id,
      detail: { activityId: family.activity.id, day: THURSDAY, hour: 'leftAt', time: '17:45' },
    })
    expect(events).toHaveLength(5)
  })

  test('in the morning is that of the arrival, not after the end; a departure is not before the start', async ({
    db,
  }) => {
    const family = await evening(db, { icon: 'MORNING', startsAt: '07:30', endsAt: '08:30' })
    const agent = await agentOf(db, 'FAMILY_SERVICE')
    await tap(agent, family, 'MARK_PRESENT', 'BOOKED')
    await say(agent, family, at('08:05'))
    expect(await hours(db)).toEqual(['08:05', null])
    await expect(say(agent, family, at('08:31'))).rejects.toMatchObject({
      code: 'TIME',
      fields: { time: expect.stringContaining('finit') },
    })
    await db.activity.updateMany({ data: { icon: 'EVENING' } })
    await expect(say(agent, family, at('07:29'))).rejects.toEqual(refused('TIME'))
  })

  test('is nobody’s who may not mark, and not asked where no price depends on it', async ({ db }) => {
    const family = await evening(db)
    const agent = await agentOf(db, 'FAMILY_SERVICE')
    await tap(agent, family, 'MARK_PRESENT', 'BOOKED')
    for (const stranger of [await agentOf(db, 'BILLING'), await agentOf(db, 'ON_SITE', [])])
      await expect(say(stranger, family, at('17:00'))).rejects.toBeInstanceOf(NotFound)
    await expect(
      recordHour(agent, { ...sheetOf(family), childId: family.family.id, time: null }, NOON),
    ).rejects.toBeInstanceOf(NotFound)
    await expect(
      recordHour(
        agent,
        { ...sheetOf(family, addDays(THURSDAY, 1)), childId: family.child.id, time: null },
        NOON,
      ),
    ).rejects.toEqual(refused('DAY'))
    await db.tariff.updateMany({ data: { rules: tariff(flat(100)) } })
    await expect(say(agent, family, at('17:00'))).rejects.toBeInstanceOf(NotFound)
    expect(await readDaySheet(agent, sheetOf(family), NOON)).toMatchObject({ hour: null })
  })
})
