import 'server-only'
import { invoiceNumber } from '@/lib/billing/messages'
import type { AgentActor } from '@/lib/core/actor'
import { addDays, dayInParis, daysBetween, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { groupBy } from '@/lib/core/group-by'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { readUnpaid, type LateRow } from '../late-sql'
import { remindersBefore, whyNotTransmitted, type ReminderMeans } from '../rules/reminders'
import { MOST_REMINDERS, type RecoverySettings } from '../rules/settings'
import type { UnpaidFilter } from '../schema'
import { readSettings } from '../settings'

/** A reminder that was sent. `by`: null is the job of each day. */
export type SentReminder = { level: number; means: ReminderMeans; sentAt: Date; by: string | null }

/** An unpaid invoice, as the list tells it. */
export type UnpaidLine = Pick<
  LateRow,
  'id' | 'familyId' | 'payerName' | 'month' | 'dueOn' | 'total' | 'left'
> & {
  number: string
  /** Days past the due day. */
  late: number
  accounts: number
  isBeingPaid: boolean
  sent: SentReminder[]
  /** It may be transmitted, if the family's address is whole: somebody collects, and its last reminder is sent. */
  mayTransmit: boolean
}

/** The screen « Impayés ». `count` and `total` are of all that the filter keeps. */
export type UnpaidScreen = {
  lines: UnpaidLine[]
  count: number
  total: Centimes
  pages: number
  settings: RecoverySettings
}

/** How many invoices a page of the list holds, and a file at most. */
const PAGE = 50
const FILE = 50_000

const ORDERS: Record<UnpaidFilter['sort'], Prisma.Sql> = {
  anciennes: Prisma.sql`i."dueOn", i.year, i.number`,
  montant: Prisma.sql`l."left" DESC, i.year, i.number`,
  famille: Prisma.sql`i."payerName", i.year, i.number`,
}

/** The unpaid invoices past their due day, for agents who bill. Three statements. */
export async function unpaidScreen(agent: AgentActor, filter: UnpaidFilter, at: Date): Promise<UnpaidScreen> {
  return read(agent, filter, at, { size: PAGE, skip: (filter.page - 1) * PAGE })
}

/** All of them that a filter keeps, for a file. */
export async function allUnpaid(agent: AgentActor, filter: UnpaidFilter, at: Date): Promise<UnpaidLine[]> {
  return (await read(agent, filter, at, { size: FILE, skip: 0 })).lines
}

async function read(
  agent: AgentActor,
  { age, euros, sent, sort }: UnpaidFilter,
  at: Date,
  window: { size: number; skip: number },
): Promise<UnpaidScreen> {
  requirePermission(agent, 'billing.run')
  const today = dayInParis(at)
  const settings = await readSettings(db)
  const { rows, count, total } = await readUnpaid(db, {
    dueBefore: age === null ? today : addDays(today, 1 - age),
    least: (euros ?? 0) * 100,
    reminders: sentBounds(sent, remindersBefore(settings)),
    order: ORDERS[sort],
    ...window,
  })
  const reminders = await remindersOf(rows)
  return {
    lines: rows.map((row) => lineOf(row, reminders.get(row.id) ?? [], settings, today)),
    ...{ count, total, settings, pages: Math.max(1, Math.ceil(count / PAGE)) },
  }
}

/** The least and the most reminders of what a filter keeps. */
function sentBounds(sent: UnpaidFilter['sent'], last: number): readonly [number, number] {
  if (sent === 'jamais') return [0, 0]
  return [sent === 'relancee' ? 1 : sent === 'complete' ? last : 0, MOST_REMINDERS]
}

function lineOf(row: LateRow, sent: SentReminder[], settings: RecoverySettings, today: Day): UnpaidLine {
  const { id, familyId, payerName, month, dueOn, total, left, accounts, isBeingPaid } = row
  return {
    ...{ id, familyId, payerName, month, dueOn, total, left, accounts, isBeingPaid, sent },
    number: invoiceNumber(row),
    late: daysBetween(dueOn, today),
    mayTransmit:
      settings.office !== '' && whyNotTransmitted({ ...row, hasAddress: true }, settings, today) === null,
  }
}

async function remindersOf(rows: readonly LateRow[]): Promise<Map<string, SentReminder[]>> {
  const found = await db.invoiceReminder.findMany({
    where: { invoiceId: { in: rows.map(({ id }) => id) } },
    orderBy: { level: 'asc' },
    select: {
      ...{ invoiceId: true, level: true, means: true, sentAt: true },
      sentBy: { select: { firstName: true, lastName: true } },
    },
  })
  const sent = found.map(({ sentBy, ...one }) => ({
    ...one,
    by: sentBy && `${sentBy.firstName} ${sentBy.lastName}`,
  }))
  return groupBy(sent, ({ invoiceId }) => invoiceId)
}
