import 'server-only'
import { invoiceNumber } from '@/lib/billing/messages'
import type { AgentActor } from '@/lib/core/actor'
import { dayFromDb, dayInParis, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { blockingJson } from '../blocking-sql'
import type { BlockingInvoice } from '../rules/blocking'

/** What an agent reads of a family whose reservations are suspended, or would be without a lift. */
export type FamilyBlocking = { invoiceId: string; number: string; liftedUntil: Day | null }

/** Whether a family's reservations are suspended, or a lift keeps them open; null when neither. Two statements. */
export async function blockingOf(
  agent: AgentActor,
  familyId: string,
  at: Date,
): Promise<FamilyBlocking | null> {
  requirePermission(agent, 'blocking.lift')
  const today = dayInParis(at)
  const [[row], lift] = await Promise.all([
    db.$queryRaw<
      { found: BlockingInvoice[] }[]
    >`SELECT ${blockingJson(Prisma.sql`ARRAY[${familyId}::uuid]`)} AS found`,
    db.blockingLift.findUnique({ where: { familyId }, select: { until: true } }),
  ])
  const [blocking] = row!.found
  if (!blocking) return null
  const until = lift && dayFromDb(lift.until)
  const liftedUntil = until !== null && until >= today ? until : null
  if (blocking.blocksFrom > today && liftedUntil === null) return null
  return { invoiceId: blocking.id, number: invoiceNumber(blocking), liftedUntil }
}
