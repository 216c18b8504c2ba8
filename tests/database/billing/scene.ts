import { issueRun } from '@/lib/billing/operations/issue-run'
import { prepareRun } from '@/lib/billing/operations/prepare-run'
import { startRun } from '@/lib/billing/operations/start-run'
import type { AgentActor } from '@/lib/core/actor'
import { addMonths, day, dayToDb, instantInParis, lastOfMonth, type Day, type WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { newId } from '@/lib/core/new-id'
import type { Invoice, PaymentMethod } from '@/lib/generated/prisma/client.ts'
import { agentActor, createAgent } from '../../factories/accounts'
import type { CreatedFamily } from '../../factories/families'
import {
  createActivity,
  createBooking,
  type ActivityValues,
  type TestActivity,
} from '../../factories/planning'
import { createTariff, flat, tariff } from '../../factories/tariffs'

export const NOVEMBER = day('2026-11-01')
/** The first days of December: November is billed. */
export const NOW = new Date('2026-12-02T09:00:00Z')

export const billingAgent = async (db: Tx): Promise<AgentActor> =>
  agentActor(db, await createAgent(db, 'BILLING'))

/** An activity at 3 € a day from September 2026. */
export async function pricedActivity(db: Tx, values: ActivityValues = {}): Promise<TestActivity> {
  const activity = await createActivity(db, values)
  await createTariff(db, activity, tariff(flat(300)), day('2026-09-01'))
  return activity
}

/** The first child of a family on these days. */
export async function book(
  db: Tx,
  family: CreatedFamily,
  activity: TestActivity,
  days: readonly Day[],
): Promise<void> {
  for (const on of days) await createBooking(db, { child: family.children[0]!, family, activity, day: on })
}

/** Prepares a month and, unless it is to stay a draft, issues it, in the first days of the month after. Due at its end. */
export async function bill(
  db: Tx,
  agent: AgentActor,
  month: Day = NOVEMBER,
  stays?: 'DRAFT',
): Promise<string> {
  const next = addMonths(month, 1)
  const at = instantInParis(day(`${next.slice(0, 8)}02`), '10:00' as WallTime)
  const runId = await startRun(agent, { month, dueOn: lastOfMonth(next) }, at)
  await prepareRun(runId, at)
  if (stays) return runId
  const { _count, _sum } = await db.invoice.aggregate({
    where: { runId },
    _count: true,
    _sum: { total: true },
  })
  await issueRun(agent, { runId, invoices: _count, total: _sum.total ?? 0 }, at)
  return runId
}

/** Money received for an invoice on 10 December 2026. */
export async function pay(
  db: Tx,
  invoice: Pick<Invoice, 'id' | 'familyId'>,
  amount: number,
  more: { method?: PaymentMethod; reversesId?: string; reason?: string } = {},
): Promise<string> {
  const id = newId(NOW)
  await db.payment.create({
    data: {
      ...{ id, familyId: invoice.familyId, invoiceId: invoice.id, amount, method: 'CHEQUE' },
      ...{ receivedOn: dayToDb(day('2026-12-10')), recordedAt: NOW },
      ...more,
    },
  })
  return id
}
