import { setReminders } from '@/lib/account/operations/reminders'
import { purgeEnded } from '@/lib/account/operations/purge'
import { day, dayToDb, instantInParis, type WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { sendReminders } from '@/lib/planning/operations/remind'
import { createAuthority } from '../factories/authority'
import { createFamily, linkChild, subscribe } from '../factories/families'
import { createAccount } from '../factories/accounts'
import { createActivity, createBooking, enroll, type ActivityValues } from '../factories/planning'
import { createPlanningFamily, silence, TUESDAY } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'
import { watchStatements } from '../fixtures/statements'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

// December opens on Tuesday 24 November at 8:00, an hour before `TUESDAY`.
const DECEMBER: ActivityValues = {
  bookingOpens: { kind: 'MONTH_DAY', dayOfMonth: 24, months: 1, time: '08:00', from: 'DAY' },
}
// A day each day: Tuesday 8 December at the same hour.
const EACH_DAY: ActivityValues = {
  bookingOpens: { kind: 'DAYS_BEFORE', days: 14, time: '08:00', counting: 'CALENDAR', from: 'DAY' },
}
const later = (days: number) => new Date(TUESDAY.getTime() + days * 86_400_000)

const mails = (db: Tx) =>
  db.outgoingMail.findMany({ where: { kind: 'reminder.send' }, orderBy: { id: 'asc' } })
const forget = async (db: Tx) => {
  await db.openingSent.deleteMany()
  await db.outgoingMail.deleteMany()
}

/** How many wait for a lock. */
async function waiting(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return row!.count
}

test('a parent is told once of the month that has opened, in one mail that leads to the planning', async ({
  db,
}) => {
  await createPlanningFamily(db, { rules: DECEMBER })
  expect(await sendReminders(new Date(TUESDAY.getTime() - 3_600_001)), 'not open yet').toBe(0)
  expect(await sendReminders(TUESDAY)).toBe(1)
  const [mail] = await mails(db)
  expect(mail!.subject).toBe(
    'Les réservations sont ouvertes : Lina, Cantine : 17 jours du 1er au 31 décembre',
  )
  expect(mail!.text).toContain('Lina, Cantine : 17 jours, du mardi 1er décembre au jeudi 31 décembre')
  expect(mail!.text).toMatch(/dimanche 29 novembre à 10\u00a0h\u00a000 pour le premier jour\./)
  expect(mail!.text).toMatch(/Voir le planning :\n\S+\/famille\/planning\?date=2026-12-01/)
  expect(mail!.text).toContain('Ne plus recevoir de rappels')
  expect(mail!.unsubscribeUrl).toContain('/api/rappels/')
  expect(await db.mailLink.count(), 'nobody books a whole month by one button').toBe(0)
  for (const days of [0, 1, 2.9]) expect(await sendReminders(later(days))).toBe(0)
  expect(await db.auditEvent.count({ where: { action: 'reminder.send' } })).toBe(1)
  await forget(db)
  expect(await sendReminders(later(2.9)), 'after days without a run').toBe(1)
  await forget(db)
  expect(await sendReminders(later(3)), 'no news any more').toBe(0)
})

test('children and activities of an account are in one mail', async ({ db }) => {
  const canteen = await createActivity(db, DECEMBER)
  const morning = await createActivity(db, { ...DECEMBER, name: 'Accueil du matin', position: 2 })
  const { children, guardians } = await createFamily(db, {
    children: [{ firstNames: 'Lina' }, { firstNames: 'Noé', birthDate: dayToDb(day('2021-06-02')) }],
  })
  await subscribe(db, await createAccount(db), guardians[0]!)
  const year = { startsOn: day('2026-09-01'), endsOn: day('2027-07-02') }
  for (const child of children) await enroll(db, child, canteen, year)
  await enroll(db, children[1]!, morning, year)
  expect(await sendReminders(TUESDAY)).toBe(1)
  const [mail, ...others] = await mails(db)
  expect(others).toEqual([])
  expect(mail!.subject).toBe('Les réservations sont ouvertes : 51 journées pour Lina et Noé')
  for (const words of ['Lina, Cantine : ', 'Noé, Cantine : ', 'Noé, Accueil du matin : '])
    expect(mail!.text).toContain(words)
  expect(await db.openingSent.count(), 'an opening each').toBe(2)
})

test('an opening that rolls is no news, but to a child whose enrollment begins with it', async ({ db }) => {
  const { activity } = await createPlanningFamily(db, { rules: EACH_DAY })
  for (const days of [0, 1, 2, 3, 4, 5, 6]) expect(await sendReminders(later(days))).toBe(0)
  const home = await createPlanningFamily(db, { activity })
  await db.enrollment.updateMany({
    where: { childId: home.child.id },
    data: { startsOn: dayToDb(day('2026-12-08')) },
  })
  expect(await sendReminders(TUESDAY)).toBe(1)
  const [mail] = await mails(db)
  expect(mail!.to).toBe(home.parent.email)
  expect(mail!.subject).toBe('Les réservations sont ouvertes : Lina, Cantine, mardi 8 décembre')
  expect(mail!.text).toContain('Les jours suivants ouvriront peu à peu.')
  for (const days of [1, 2, 3, 4, 5, 6]) expect(await sendReminders(later(days))).toBe(0)
})

test('a family that has booked a day of the opening, for whichever child, is not told', async ({ db }) => {
  const home = await createPlanningFamily(db, { rules: DECEMBER })
  const booking = await createBooking(db, { ...home, day: day('2026-12-01') })
  expect(await sendReminders(TUESDAY)).toBe(0)
  const { children } = await createFamily(db, { children: [{ firstNames: 'Noé' }] })
  const guardian = await db.guardian.findFirstOrThrow({ where: { familyId: home.family.id } })
  await linkChild(db, guardian, children[0]!)
  await enroll(db, children[0]!, home.activity, { startsOn: day('2026-09-01'), endsOn: day('2027-07-02') })
  expect(await sendReminders(TUESDAY), 'nor of the other child').toBe(0)
  await db.booking.updateMany({ where: { day: booking.day }, data: { state: 'REFUSED', reason: 'Complet' } })
  expect(await sendReminders(TUESDAY), 'what was refused is not booked').toBe(1)
})

test('nobody is told of an activity that is always open, full, or left by then', async ({ db }) => {
  await createPlanningFamily(db)
  const one = { ...DECEMBER, name: 'Chorale', capacity: 1, waitingList: 'AUTO' as const, weekdays: [1] }
  const full = await createPlanningFamily(db, { rules: one })
  const other = await createPlanningFamily(db, { activity: full.activity })
  for (const on of ['2026-12-07', '2026-12-14', '2026-12-21', '2026-12-28'])
    await createBooking(db, { ...other, day: day(on) })
  const left = await createPlanningFamily(db, { rules: { ...DECEMBER, name: 'Accueil du matin' } })
  await db.enrollment.updateMany({
    where: { childId: left.child.id },
    data: { endsOn: dayToDb(day('2026-11-30')) },
  })
  expect(await sendReminders(TUESDAY)).toBe(0)
})

test('what is open to all interests the children who have come', async ({ db }) => {
  const activity = await createActivity(db, { ...DECEMBER, openToAll: true })
  const home = await createPlanningFamily(db, { rules: { name: 'Accueil du matin' } })
  expect(await sendReminders(TUESDAY)).toBe(0)
  await createBooking(db, { ...home, activity, day: day('2026-11-10'), state: 'PRESENT' })
  expect(await sendReminders(TUESDAY)).toBe(1)
})

test('a parent who wants no reminder, a closed account and one that left are not told', async ({ db }) => {
  const quiet = await createPlanningFamily(db, { rules: DECEMBER })
  await silence(db, [quiet, await createPlanningFamily(db, quiet), await createPlanningFamily(db, quiet)])
  expect(await sendReminders(TUESDAY)).toBe(0)
  await setReminders(quiet.parent, true, TUESDAY)
  expect(await sendReminders(TUESDAY)).toBe(1)
})

test('days told of when they opened are reminded of before they close, and both in one mail', async ({
  db,
}) => {
  const home = await createPlanningFamily(db, { rules: DECEMBER })
  // Of Thursday 26 November, which opened a month ago, the limit is near.
  await createBooking(db, { ...home, day: day('2026-11-12'), state: 'PRESENT' })
  expect(await sendReminders(TUESDAY)).toBe(1)
  const [mail] = await mails(db)
  expect(mail!.subject).toContain('À réserver jusqu’au mardi 24 novembre')
  expect(mail!.text).toContain('Les réservations sont ouvertes :\n\nLina, Cantine : 17 jours')
  const { cells } = await db.mailLink.findFirstOrThrow()
  expect(cells, 'its button books what is about to close').toEqual([
    { childId: home.child.id, activityId: home.activity.id, day: '2026-11-26' },
  ])
  const eve = instantInParis(day('2026-11-30'), '18:10' as WallTime)
  expect(await sendReminders(eve)).toBe(1)
  expect((await mails(db))[1]!.subject).toContain('Lina, Cantine, jeudi 3 décembre')
})

test('processes that run at once write one mail to each, and one that is cut leaves nothing', async ({
  db,
}) => {
  const { activity } = await createPlanningFamily(db, { rules: DECEMBER })
  await createPlanningFamily(db, { activity })
  await db.$executeRaw`ALTER TABLE "OutgoingMail" ADD CONSTRAINT cut CHECK (kind <> 'reminder.send')`
  await expect(sendReminders(TUESDAY)).rejects.toThrow()
  expect(await db.openingSent.count()).toBe(0)
  await db.$executeRaw`ALTER TABLE "OutgoingMail" DROP CONSTRAINT cut`
  // All three have read before the first one writes.
  const { runs } = await db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE "OpeningSent" IN EXCLUSIVE MODE`
    const all = Promise.all([sendReminders(TUESDAY), sendReminders(TUESDAY), sendReminders(TUESDAY)])
    await expect.poll(() => waiting(db)).toBe(3)
    return { runs: all }
  })
  const counts = await runs
  expect(counts.reduce((sum, one) => sum + one)).toBe(2)
  expect(await mails(db)).toHaveLength(2)
})

test('a town takes as many statements as a family; what was told goes when it is over', async ({ db }) => {
  const { activity } = await createPlanningFamily(db, { rules: DECEMBER })
  const one = await watchStatements(() => sendReminders(TUESDAY))
  await forget(db)
  for (let more = 0; more < 20; more++) await createPlanningFamily(db, { activity })
  const all = await watchStatements(async () => expect(await sendReminders(TUESDAY)).toBe(21))
  expect(all.count).toBe(one.count)
  await purgeEnded(later(20))
  expect(await db.openingSent.count()).toBe(21)
  await purgeEnded(later(120))
  expect(await db.openingSent.count()).toBe(0)
})
