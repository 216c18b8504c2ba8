import 'server-only'
import { readCalendar } from '@/lib/activity/sql'
import { recordEvents } from '@/lib/core/audit'
import { addDays, dayInParis, type Day } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { queueMails } from '@/lib/core/mail'
import { signLink } from '@/lib/core/signed-link'
import { createLinks } from '../links'
import { reminderMail, type ReminderLine } from '../mails'
import { countedPlaces, entriesOf } from '../queries'
import {
  accountsToRemind,
  accountsToTell,
  claimDays,
  claimOpenings,
  readActivities,
  readToRemind,
  type ReminderRead,
} from '../reminder-sql'
import type { Period } from '../rules/entries'
import { daysToAnnounce, openedDays, openingKey, OPENINGS, type OpenedDay } from '../rules/openings'
import { dayKey, dueDays, habitKey, remindedDays, REMINDERS, spanOf, type DueDay } from '../rules/reminders'

/** How many accounts are looked at, and written to, at once. */
const CHUNK = 100

const DAY_MS = 86_400_000
/** How long the link out of reminders serves. */
const STOP_DAYS = 180

/**
 * Writes to the parents who have days to book that are about to close, to those who have booked nothing of holidays that
 * are, and to those whose days have just opened: one mail for each account, once for each day and each opening
 * (docs/decisions/reminders.md). Four statements, then a constant number for each hundred accounts that have something to
 * book. Several processes may run it at once, or die: who writes the day down writes the mail, in one transaction.
 *
 * @returns how many mails
 */
export async function sendReminders(at: Date): Promise<number> {
  const today = dayInParis(at)
  const since = addDays(today, -REMINDERS.usualDays)
  const [activities, calendar] = await Promise.all([
    readActivities(db),
    readCalendar(db, addDays(today, -OPENINGS.backDays), addDays(today, OPENINGS.horizonDays)),
  ])
  const due = dueDays(activities, calendar, at)
  const opened = openedDays(activities, calendar, at)
  if (due.length === 0 && opened.length === 0) return 0
  const span = spanOf([...due, ...opened])
  const [toRemind, toTell] = await Promise.all([
    accountsToRemind(db, due, since),
    accountsToTell(db, opened, since),
  ])
  const accountIds = [...new Set([...toRemind, ...toTell])].sort()
  let sent = 0
  for (let start = 0; start < accountIds.length; start += CHUNK) {
    const reads = await readToRemind(db, accountIds.slice(start, start + CHUNK), span, since)
    const found = reads.flatMap((read) => linesOf(read, span, { due, opened }, at))
    if (found.length > 0) sent += await db.$transaction((tx) => writeReminders(tx, found, at))
  }
  return sent
}

/** A day to tell an account of. `opening`: the first day of the opening that it is told of. */
type Line = ReminderLine & {
  accountId: string
  email: string
  familyId: string
  childId: string
  activityId: number
  opening: Day | null
}

function linesOf(
  { accountId, email, planning, usual, reminded, told }: ReminderRead,
  span: Period,
  { due, opened }: { due: readonly DueDay[]; opened: readonly OpenedDay[] },
  at: Date,
): Line[] {
  const habits = {
    usual: new Map(usual.map((one) => [habitKey(one.childId, one.activityId), one.weekdays])),
    reminded: new Set(reminded.map((one) => dayKey(one.childId, one.activityId, one.day))),
    told: new Set(told.map((one) => openingKey(one.activityId, one.day))),
  }
  const entries = entriesOf(planning, span)
  const placesOf = countedPlaces(planning)
  const closing = remindedDays(planning, entries, placesOf, due, habits, at)
  const isClosing = new Set(
    closing.map(({ child, due: { activityId, day } }) => `${child} ${activityId} ${day}`),
  )
  const opening = daysToAnnounce(planning, entries, placesOf, opened, habits, at).filter(
    ({ child, due: { activityId, day } }) => !isClosing.has(`${child} ${activityId} ${day}`),
  )
  return [...closing, ...opening].map(({ child, activity, due: { day, kind, limit, ...one } }) => {
    const { id: childId, firstName, familyId } = planning.children[child]!
    const { id: activityId, name } = planning.activities[activity]!
    return {
      ...{ accountId, email, familyId, childId, firstName, activityId, activity: name, day, kind, limit },
      opening: kind === 'OPENING' ? one.group.from : null,
      rolls: 'rolls' in one && one.rolls,
    }
  })
}

const keyOf = (one: { accountId: string; childId: string; activityId: number; day: Day }) =>
  `${one.accountId} ${dayKey(one.childId, one.activityId, one.day)}`
const openingKeyOf = (one: { accountId: string; activityId: number; day: Day }) =>
  `${one.accountId} ${openingKey(one.activityId, one.day)}`

/** What no other run has told: who writes the row writes the mail. */
async function claimLines(tx: Tx, found: readonly Line[]): Promise<Line[]> {
  const openingOf = (one: Line) => (one.opening === null ? [] : [{ ...one, day: one.opening }])
  const days = await claimDays(
    tx,
    found.filter(({ opening }) => opening === null),
  )
  const openings = await claimOpenings(tx, found.flatMap(openingOf))
  const claimed = new Set([...days.map(keyOf), ...openings.map(openingKeyOf)])
  return found.filter((one) => {
    const [opening] = openingOf(one)
    return claimed.has(opening ? openingKeyOf(opening) : keyOf(one))
  })
}

async function writeReminders(tx: Tx, found: readonly Line[], at: Date): Promise<number> {
  const mine = await claimLines(tx, found)
  const accountIds = [...new Set(mine.map(({ accountId }) => accountId))]
  const mails = accountIds.map((accountId) => {
    const lines = mine.filter((one) => one.accountId === accountId)
    const toBook = lines.filter(({ kind }) => kind === 'LIMIT')
    const until = new Date(Math.max(...toBook.map(({ limit }) => limit.getTime())))
    return { accountId, lines, toBook, until: toBook.length > 0 ? until : null }
  })
  const linked = mails.filter(({ until }) => until !== null)
  const tokens = await createLinks(
    tx,
    linked.map(({ accountId, toBook, until }) => ({
      accountId,
      purpose: 'BOOK',
      cells: toBook,
      expiresAt: until!,
    })),
    at,
  )
  const tokenOf = new Map(linked.map(({ accountId }, index) => [accountId, tokens[index]!]))
  await queueMails(
    tx,
    mails.map(({ accountId, lines, until }) => {
      const first = lines[0]!
      const token = tokenOf.get(accountId)
      const stop = signLink('reminders-off', accountId, new Date(at.getTime() + STOP_DAYS * DAY_MS))
      const urls = {
        book: token ? `${env.appUrl}/rappels/${token}` : null,
        planning: `${env.appUrl}/famille/planning?date=${lines.map(({ day }) => day).sort()[0]!}`,
        stop: `${env.appUrl}/rappels/arret/${stop}`,
      }
      return {
        kind: 'reminder.send',
        to: first.email,
        idempotencyKey: `${first.opening ? 'opening' : 'reminder'}:${keyOf(first)}`,
        content: reminderMail(lines, urls, until),
        unsubscribeUrl: `${env.appUrl}/api/rappels/${stop}`,
      }
    }),
    at,
  )
  const children = new Map(mine.map((one) => [`${one.accountId} ${one.childId}`, one]))
  await recordEvents(
    tx,
    null,
    at,
    [...children.values()].map(({ accountId, familyId, childId }) => ({
      action: 'reminder.send',
      familyId,
      childId,
      detail: { days: mine.filter((one) => one.accountId === accountId && one.childId === childId).length },
    })),
  )
  return mails.length
}
