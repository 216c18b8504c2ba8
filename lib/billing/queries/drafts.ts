import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { addMonths, dayToDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import { readDraft, type DraftDocument } from '../invoice-document'
import { invoiceNumber } from '../messages'
import type { Compared } from './runs'

/** What is billed otherwise than the month before, of a child's activity. */
export type LineDifference = Compared & { child: string; activity: string }

/** A draft, the invoice of the month before it, and what differs: the largest differences first. */
export type DraftView = DraftDocument & {
  previous: { id: string; number: string; total: Centimes } | null
  differences: LineDifference[]
}

/** A draft, for agents who bill; null when there is none (any more). A constant number of statements. */
export async function draftForAgent(agent: AgentActor, id: string): Promise<DraftView | null> {
  requirePermission(agent, 'billing.run')
  const draft = isIdentifier(id) ? await readDraft(db, id) : null
  if (!draft) return null
  const { familyId, month } = draft
  const previous = await db.invoice.findFirst({
    where: { familyId, kind: 'INVOICE', month: dayToDb(addMonths(month, -1)), issuedAt: { not: null } },
    select: { id: true, year: true, number: true, total: true },
  })
  return {
    ...draft,
    previous: previous && {
      ...{ id: previous.id, total: previous.total },
      number: invoiceNumber({ year: previous.year!, number: previous.number! }),
    },
    differences: previous ? await differencesBetween(id, previous.id) : [],
  }
}

function differencesBetween(id: string, previousId: string): Promise<LineDifference[]> {
  return db.$queryRaw<LineDifference[]>`
    SELECT d.child, d.activity, d.now, d.before FROM (
      SELECT l."childName" AS child, COALESCE(a.name, '') AS activity,
        COALESCE(sum(l.amount) FILTER (WHERE l."invoiceId" = ${id}::uuid), 0)::int AS now,
        COALESCE(sum(l.amount) FILTER (WHERE l."invoiceId" = ${previousId}::uuid), 0)::int AS before
      FROM "InvoiceLine" l LEFT JOIN "Activity" a ON a.id = l."activityId"
      WHERE l."invoiceId" IN (${id}::uuid, ${previousId}::uuid) GROUP BY l."childId", l."childName", a.id) d
    WHERE d.now <> d.before ORDER BY abs(d.now - d.before) DESC, d.child, d.activity`
}
