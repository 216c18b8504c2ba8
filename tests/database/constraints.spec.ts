import { day, dayToDb } from '@/lib/core/day'
import { countAttempt } from '@/lib/core/throttle'
import { createDb } from '@/lib/core/db'
import { expect, test } from '../fixtures/database'

const AT = new Date('2026-11-24T08:00:00Z')

/** An activity as small as the database allows, written without any rule of ours. */
const ACTIVITY = {
  name: 'Cantine',
  icon: 'MEAL',
  position: 1,
  opensOn: 'SCHOOL_DAYS',
  weekdays: [1, 2, 4, 5],
  startsAt: '12:00',
  endsAt: '13:30',
  autoAccepts: true,
  bookingOpens: { kind: 'NONE' },
  bookingDeadline: { kind: 'NONE' },
  lateBooking: { policy: 'REFUSED' },
  lateAbsence: { accepted: false, proofHours: null },
  absenceDeadline: { kind: 'NONE' },
} as const

test('no day is ever overbooked, whatever the code does', async ({ db }) => {
  const { id } = await db.activity.create({ data: { ...ACTIVITY, weekdays: [...ACTIVITY.weekdays] } })
  const group = await db.activityGroup.create({ data: { activityId: id, position: 1 } })
  const data = { activityId: id, groupId: group.id, day: dayToDb(day('2026-12-01')), capacity: 2, booked: 2 }
  await db.activityDay.create({ data })
  await expect(db.activityDay.updateMany({ data: { booked: 3 } })).rejects.toThrow(/never_overbooked/)
  await expect(db.activityDay.updateMany({ data: { booked: -1 } })).rejects.toThrow(/never_overbooked/)
})

test('the journal is neither altered nor emptied', async ({ db }) => {
  await db.auditEvent.create({ data: { actor: 'SYSTEM', action: 'test.done', at: AT } })
  await expect(db.auditEvent.updateMany({ data: { action: 'other' } })).rejects.toThrow(/append-only/)
  await expect(db.auditEvent.deleteMany()).rejects.toThrow(/append-only/)
  await expect(db.$executeRaw`TRUNCATE "AuditEvent"`).rejects.toThrow(/append-only/)
})

test('instants are stored in UTC as they are, read by SQL without the ORM', async ({ db }) => {
  await db.throttle.create({ data: { key: 'k', count: 1, startedAt: new Date('2026-07-14T10:00:00Z') } })
  const [row] = await db.$queryRaw<{ text: string }[]>`
    SELECT to_char("startedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS text FROM "Throttle"`
  expect(row).toEqual({ text: '2026-07-14 10:00' })
})

test('attempts are counted across processes, and the wait is told', async ({ db, databaseUrl }) => {
  const limit = { max: 5, seconds: 3600 }
  const otherProcess = createDb(databaseUrl)
  const clients = [db, otherProcess]
  const verdicts = await Promise.all(
    Array.from({ length: 8 }, (_, n) => countAttempt('code:a', limit, AT, clients[n % 2])),
  )
  await otherProcess.$disconnect()
  expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(5)
  expect(await countAttempt('code:a', limit, AT)).toEqual({
    allowed: false,
    retryAt: new Date(AT.getTime() + 3_600_000),
  })
  expect(await countAttempt('code:b', limit, AT)).toEqual({ allowed: true })
  expect(await countAttempt('code:a', limit, new Date(AT.getTime() + 3_600_000))).toEqual({ allowed: true })
})
