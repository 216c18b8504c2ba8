import { setReminders, stopReminders } from '@/lib/account/operations/reminders'
import { purgeEnded } from '@/lib/account/operations/purge'
import { stopLink } from '@/lib/account/queries'
import { addDays, day, dayToDb, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { signLink } from '@/lib/core/signed-link'
import { bookLinkedDays, confirmLinkedOffer } from '@/lib/planning/operations/follow-link'
import { sendReminders } from '@/lib/planning/operations/remind'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { linkedDays, linkedOffer } from '@/lib/planning/queries/mail-links'
import type { OutgoingMail } from '@/lib/generated/prisma/client.ts'
import { createAuthority } from '../factories/authority'
import { createActivity, createBooking, createSchoolHolidays } from '../factories/planning'
import {
  createPlanningFamily,
  silence,
  THURSDAY,
  TUESDAY,
  type PlanningFamily,
} from '../factories/planning-family'
import { expect, test } from '../fixtures/database'
import { watchStatements } from '../fixtures/statements'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

// On Tuesday 24 November at 9:00, the limits of Thursday 26 (that day, 10:00) and Friday 27 (the next day) are near.
const NEXT_THURSDAY = day('2026-11-26')
const NEXT_FRIDAY = day('2026-11-27')

/** The days that a family has come on, in the weeks before. */
async function used({ child, family, activity }: PlanningFamily, db: Tx, ...days: string[]) {
  for (const one of days)
    await createBooking(db, { child, family, activity, day: day(one), state: 'PRESENT' })
}

/** A family that usually comes on Thursdays and Fridays, and has booked neither this week. */
async function forgetful(db: Tx, options: Parameters<typeof createPlanningFamily>[1] = {}) {
  const home = await createPlanningFamily(db, options)
  await used(home, db, '2026-11-12', '2026-11-13')
  return home
}

const mails = (db: Tx, home?: PlanningFamily) =>
  db.outgoingMail.findMany({
    where: { kind: 'reminder.send', ...(home && { to: home.parent.email }) },
    orderBy: { id: 'asc' },
  })

const tokenIn = ({ text }: OutgoingMail, path: string) =>
  new RegExp(`/${path}/([\\w.-]+)`).exec(text)?.[1] ?? ''
const bookToken = (mail: OutgoingMail) => tokenIn(mail, 'rappels')
const stopToken = (mail: OutgoingMail) => tokenIn(mail, 'rappels/arret')

const stateOf = async (db: Tx, { child, activity }: PlanningFamily, on: Day) =>
  (
    await db.booking.findFirst({
      where: { childId: child.id, activityId: activity.id, day: dayToDb(on) },
      select: { state: true },
    })
  )?.state ?? null

test('a parent is reminded once of the days about to close, in one mail, with three ways on', async ({
  db,
}) => {
  const home = await forgetful(db)
  expect(await sendReminders(TUESDAY)).toBe(1)
  const [mail] = await mails(db)
  expect(mail!.subject).toBe(
    'À réserver jusqu’au mardi 24 novembre à 10\u00a0h\u00a000 : Lina, Cantine : 2 jours du 26 au 27 novembre',
  )
  expect(mail!.text).toContain('Lina, Cantine : jeudi 26 novembre, à réserver jusqu’au mardi 24 novembre')
  expect(mail!.text).toContain(
    'Lina, Cantine : vendredi 27 novembre, à réserver jusqu’au mercredi 25 novembre',
  )
  expect(mail!.text).not.toContain(home.family.name)
  expect(bookToken(mail!)).toHaveLength(43)
  expect(mail!.text).toContain('Ne plus recevoir de rappels')
  expect(mail!.unsubscribeUrl).toContain(`/api/rappels/${stopToken(mail!)}`)
  expect(await sendReminders(TUESDAY)).toBe(0)
  expect(await sendReminders(new Date(TUESDAY.getTime() + 600_000))).toBe(0)
  expect(await db.auditEvent.count({ where: { action: 'reminder.send' } })).toBe(1)
})

test('two processes that remind at once write one mail', async ({ db }) => {
  const { activity } = await forgetful(db)
  await forgetful(db, { activity })
  const sent = await Promise.all([sendReminders(TUESDAY), sendReminders(TUESDAY), sendReminders(TUESDAY)])
  expect(sent.reduce((sum, one) => sum + one)).toBe(2)
  expect(await mails(db)).toHaveLength(2)
})

test('a run that is cut leaves nothing half done, and the next one does it', async ({ db }) => {
  await forgetful(db)
  await db.$executeRaw`ALTER TABLE "OutgoingMail" ADD CONSTRAINT cut CHECK (kind <> 'reminder.send')`
  await expect(sendReminders(TUESDAY)).rejects.toThrow()
  expect(await db.reminderSent.count()).toBe(0)
  expect(await db.mailLink.count()).toBe(0)
  await db.$executeRaw`ALTER TABLE "OutgoingMail" DROP CONSTRAINT cut`
  expect(await sendReminders(TUESDAY)).toBe(1)
})

test('nobody is written to of days that are booked, unusual, far, closed, full or of a family that never books', async ({
  db,
}) => {
  const { activity } = await createPlanningFamily(db)
  const booked = await forgetful(db, { activity })
  await createBooking(db, { ...booked, day: NEXT_THURSDAY })
  await createBooking(db, { ...booked, day: NEXT_FRIDAY, state: 'ABSENT' })
  const mondays = await createPlanningFamily(db, { activity })
  await used(mondays, db, '2026-11-16')
  const former = await createPlanningFamily(db, { activity })
  await used(former, db, '2026-09-17')
  await forgetful(db, { rules: { name: 'Fermée', weekdays: [1] } })
  const full = await forgetful(db, { rules: { name: 'Complète', capacity: 1, waitingList: 'AUTO' } })
  const other = await createPlanningFamily(db, { activity: full.activity })
  for (const on of [NEXT_THURSDAY, NEXT_FRIDAY]) await createBooking(db, { ...other, day: on })
  expect(await sendReminders(TUESDAY)).toBe(0)
})

test('a parent who wants no reminder, a closed account and one that left get none', async ({ db }) => {
  const quiet = await forgetful(db)
  await silence(db, [quiet, await forgetful(db, quiet), await forgetful(db, quiet)])
  expect(await sendReminders(TUESDAY)).toBe(0)
  await setReminders(quiet.parent, true, TUESDAY)
  await setReminders(quiet.parent, true, TUESDAY)
  expect(await sendReminders(TUESDAY)).toBe(1)
  const events = await db.auditEvent.findMany({ where: { action: { startsWith: 'account.reminders' } } })
  expect(events.map(({ action }) => action).sort()).toEqual(['account.reminders-off', 'account.reminders-on'])
})

test('of holidays in which nothing is booked, a family is told once, a week before their first limit', async ({
  db,
}) => {
  await createSchoolHolidays(db, 'A', [['Vacances de Noël', day('2026-12-19'), day('2027-01-03')]])
  await db.authority.updateMany({ data: { schoolZone: 'A' } })
  const activity = await createActivity(db, {
    ...{ name: 'Centre de loisirs', icon: 'HOLIDAY', opensOn: 'HOLIDAYS', weekdays: [1, 2, 3, 4, 5] },
    bookingDeadline: { kind: 'DAYS_BEFORE', days: 10, time: '12:00', counting: 'CALENDAR', from: 'HOLIDAYS' },
  })
  const home = await createPlanningFamily(db, { activity })
  await db.enrollment.updateMany({ data: { weekdays: [1, 2, 3, 4, 5] } })
  const limit = instantInParis(day('2026-12-09'), '12:00' as WallTime)
  const before = (hours: number) => new Date(limit.getTime() - hours * 3_600_000)
  expect(await sendReminders(before(7 * 24 + 1))).toBe(0)
  expect(await sendReminders(before(7 * 24))).toBe(1)
  const [mail] = await mails(db)
  expect(mail!.subject).toContain('Vous n’avez pas encore réservé : Lina, Centre de loisirs : ')
  expect(mail!.text, 'nobody books whole holidays by one button').toContain('Voir le planning')
  expect(await db.mailLink.count()).toBe(0)
  for (const hours of [100, 40, 2]) expect(await sendReminders(before(hours))).toBe(0)
  await db.reminderSent.deleteMany()
  await createBooking(db, { ...home, day: day('2026-12-22') })
  expect(await sendReminders(before(40)), 'one day is booked').toBe(0)
})

test('the link books the days of the mail, once, with a receipt, and nothing else', async ({ db }) => {
  const home = await forgetful(db)
  await sendReminders(TUESDAY)
  const token = bookToken((await mails(db))[0]!)
  const page = await linkedDays(token, TUESDAY)
  expect(page).toMatchObject({
    state: 'valid',
    gone: 0,
    days: [
      { firstName: 'Lina', activity: 'Cantine', day: NEXT_THURSDAY, outcome: 'ACCEPTED' },
      { firstName: 'Lina', activity: 'Cantine', day: NEXT_FRIDAY, outcome: 'ACCEPTED' },
    ],
  })
  expect(JSON.stringify(page)).not.toContain(home.family.name)
  expect(await db.booking.count({ where: { state: 'BOOKED' } }), 'reading changes nothing').toBe(0)
  await expect(confirmLinkedOffer(token, TUESDAY), 'another thing').rejects.toMatchObject({
    code: 'LINK_UNKNOWN',
  })
  await expect(stopReminders(token, TUESDAY)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
  const sessions = await db.session.count()
  await Promise.all([bookLinkedDays(token, TUESDAY), bookLinkedDays(token, TUESDAY).catch(() => undefined)])
  expect(await db.session.count(), 'nobody is logged in').toBe(sessions)
  expect(await stateOf(db, home, NEXT_THURSDAY)).toBe('BOOKED')
  expect(await stateOf(db, home, NEXT_FRIDAY)).toBe('BOOKED')
  expect(await db.booking.count({ where: { state: 'BOOKED' } })).toBe(2)
  expect(await db.bookingRequest.count()).toBe(1)
  expect(await db.outgoingMail.count({ where: { kind: 'request.receipt' } })).toBe(1)
  expect(await linkedDays(token, TUESDAY)).toMatchObject({
    state: 'used',
    days: [{ entry: 'BOOKED' }, { entry: 'BOOKED' }],
  })
  await db.booking.deleteMany({ where: { state: 'BOOKED' } })
  await expect(bookLinkedDays(token, TUESDAY)).rejects.toMatchObject({ code: 'LINK_USED' })
  expect(await db.booking.count({ where: { state: 'BOOKED' } })).toBe(0)
  expect(await db.auditEvent.count({ where: { action: 'link.use' } })).toBe(1)
})

test('days that became impossible are said, and the others booked', async ({ db }) => {
  const home = await forgetful(db, { rules: { capacity: 1 } })
  await sendReminders(TUESDAY)
  const token = bookToken((await mails(db))[0]!)
  const other = await createPlanningFamily(db, { activity: home.activity })
  await createBooking(db, { ...other, day: NEXT_FRIDAY })
  expect(await linkedDays(token, TUESDAY)).toMatchObject({
    days: [{ outcome: 'ACCEPTED' }, { outcome: 'IMPOSSIBLE', reason: expect.stringContaining('Complet') }],
  })
  // The limit of Thursday passes too: nothing is left, and nothing is used up.
  const later = instantInParis(NEXT_THURSDAY, '08:00' as WallTime)
  const early = instantInParis(addDays(NEXT_THURSDAY, -2), '10:01' as WallTime)
  expect(await linkedDays(token, early)).toMatchObject({
    days: [{ outcome: 'IMPOSSIBLE' }, { outcome: 'IMPOSSIBLE' }],
  })
  await bookLinkedDays(token, early)
  expect(await db.bookingRequest.count()).toBe(0)
  expect(await linkedDays(token, later)).toEqual({ state: 'expired' })
  await expect(bookLinkedDays(token, later)).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
  await bookLinkedDays(token, TUESDAY)
  expect(await stateOf(db, home, NEXT_THURSDAY)).toBe('BOOKED')
  expect(await stateOf(db, home, NEXT_FRIDAY)).toBeNull()
})

test('a link opens nothing of another family, nor of one that its account has left', async ({ db }) => {
  const home = await forgetful(db)
  const other = await createPlanningFamily(db, { activity: home.activity })
  await sendReminders(TUESDAY)
  const token = bookToken((await mails(db))[0]!)
  const cells = [{ childId: other.child.id, activityId: other.activity.id, day: NEXT_THURSDAY }]
  const { id } = await db.mailLink.findFirstOrThrow()
  const before = (await db.mailLink.findFirstOrThrow()).cells!
  await db.mailLink.update({ where: { id }, data: { cells } })
  expect(await linkedDays(token, TUESDAY)).toMatchObject({ state: 'valid', days: [], gone: 1 })
  await expect(bookLinkedDays(token, TUESDAY)).rejects.toMatchObject({ code: 'NOTHING' })
  await db.mailLink.update({ where: { id }, data: { cells: before } })
  await db.subscription.updateMany({
    where: { accountId: home.parent.accountId },
    data: { endedAt: TUESDAY },
  })
  expect(await linkedDays(token, TUESDAY)).toEqual({ state: 'unknown' })
  await expect(bookLinkedDays(token, TUESDAY)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
  await expect(bookLinkedDays('inconnu', TUESDAY)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
  expect(await db.booking.count({ where: { state: 'BOOKED' } })).toBe(0)
})

test('the link out of reminders stops them, twice over, and does nothing else; altered or old it does nothing', async ({
  db,
}) => {
  const home = await forgetful(db)
  await sendReminders(TUESDAY)
  const token = stopToken((await mails(db))[0]!)
  expect(await stopLink(token, TUESDAY)).toBe('valid')
  for (const wrong of [
    '',
    'x',
    token.slice(0, -1),
    token.replace(/^./, (sign) => (sign === '0' ? '1' : '0')),
  ]) {
    expect(await stopLink(wrong, TUESDAY)).toBe('unknown')
    await expect(stopReminders(wrong, TUESDAY)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
  }
  await expect(bookLinkedDays(token, TUESDAY)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
  await stopReminders(token, TUESDAY)
  await stopReminders(token, TUESDAY)
  expect(await stopLink(token, TUESDAY)).toBe('used')
  const account = await db.account.findUniqueOrThrow({ where: { id: home.parent.accountId } })
  expect(account).toMatchObject({ remindersOffAt: TUESDAY, disabledAt: null })
  expect(await db.auditEvent.count({ where: { action: 'account.reminders-off' } })).toBe(1)
  const old = signLink('reminders-off', home.parent.accountId, TUESDAY)
  const after = new Date(TUESDAY.getTime() + 1000)
  expect(await stopLink(old, after)).toBe('expired')
  await expect(stopReminders(old, after)).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
})

test('an offered place is confirmed by the link of its mail, while it is held', async ({ db }) => {
  const rules = {
    ...{ capacity: 1, waitingList: 'AUTO' as const, offerHours: 3 },
    lateBooking: { policy: 'SURCHARGE', until: { kind: 'NONE' } },
    lateAbsence: { accepted: true, proofHours: null },
  }
  const first = await createPlanningFamily(db, { rules })
  const second = await createPlanningFamily(db, { activity: first.activity })
  const cell = ({ child, activity }: PlanningFamily) => ({
    childId: child.id,
    activityId: activity.id,
    day: THURSDAY,
  })
  await requestBooking(first.parent, { ...cell(first), seen: 'ENROLLED' }, TUESDAY)
  await requestBooking(second.parent, { ...cell(second), seen: 'ENROLLED' }, TUESDAY)
  const late = instantInParis(addDays(THURSDAY, -1), '09:00' as WallTime)
  await requestAbsence(first.parent, { ...cell(first), seen: 'BOOKED' }, late)
  const mail = await db.outgoingMail.findFirstOrThrow({ where: { kind: 'waiting.serve' } })
  const token = tokenIn(mail, 'places')
  expect(mail.to).toBe(second.parent.email)
  const until = new Date(late.getTime() + 3 * 3_600_000)
  expect(await linkedOffer(token, late)).toMatchObject({ state: 'valid', entry: 'OFFERED', until })
  await expect(bookLinkedDays(token, late)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
  const over = new Date(until.getTime() + 1000)
  await expect(confirmLinkedOffer(token, over)).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
  await confirmLinkedOffer(token, until)
  expect(await stateOf(db, second, THURSDAY)).toBe('BOOKED')
  expect(await linkedOffer(token, over)).toMatchObject({ state: 'used', entry: 'BOOKED' })
  await expect(confirmLinkedOffer(token, until)).rejects.toMatchObject({ code: 'LINK_USED' })
})

test('a town takes as many statements as a family', async ({ db }) => {
  const first = await forgetful(db)
  const one = await watchStatements(() => sendReminders(TUESDAY))
  await db.reminderSent.deleteMany()
  await db.outgoingMail.deleteMany()
  for (let more = 0; more < 20; more++) await forgetful(db, { activity: first.activity })
  const all = await watchStatements(async () => expect(await sendReminders(TUESDAY)).toBe(21))
  expect(all.count).toBe(one.count)
})

test('what reminders leave goes: days long past, links ended for a week', async ({ db }) => {
  await forgetful(db)
  await sendReminders(TUESDAY)
  await purgeEnded(new Date(TUESDAY.getTime() + 5 * 86_400_000))
  expect([await db.mailLink.count(), await db.reminderSent.count()]).toEqual([1, 2])
  await purgeEnded(new Date(TUESDAY.getTime() + 20 * 86_400_000))
  expect([await db.mailLink.count(), await db.reminderSent.count()]).toEqual([0, 2])
  await purgeEnded(new Date(TUESDAY.getTime() + 100 * 86_400_000))
  expect(await db.reminderSent.count()).toBe(0)
})
