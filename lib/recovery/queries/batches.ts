import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { dayInParis, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import { readBatch, type Batch } from '../batch'
import { missingForPes, PES_LABELS } from '../rules/pes'
import { readSettings } from '../settings'

/** A bordereau in the list. `open`: how many of its invoices the Trésor public has no money for yet. */
export type BatchLine = {
  id: string
  year: number
  number: number
  on: Day
  by: string | null
  invoices: number
  total: Centimes
  open: number
}

const SHOWN = 200

/** The bordereaux, the last first; two hundred at most. One statement. */
export async function batchesOf(agent: AgentActor): Promise<BatchLine[]> {
  requirePermission(agent, 'billing.run')
  return db.$queryRaw<BatchLine[]>`
    SELECT b.id::text, b.year, b.number, (b."createdAt" AT TIME ZONE 'Europe/Paris')::date::text AS "on",
      a."firstName" || ' ' || a."lastName" AS by, count(t."invoiceId")::int AS invoices, COALESCE(sum(t.amount), 0)::float8 AS total,
      (count(t."invoiceId") FILTER (WHERE t."settledAt" IS NULL))::int AS open
    FROM "TreasuryBatch" b LEFT JOIN "TreasuryTransmission" t ON t."batchId" = b.id LEFT JOIN "Account" a ON a.id = b."createdById"
    GROUP BY b.id, a.id ORDER BY b.year DESC, b.number DESC LIMIT ${SHOWN}`
}

/** A bordereau with its invoices, and what is still to be set before its PES file can be written. */
export type BatchScreen = Batch & { missing: string[] }

/** A bordereau; null when there is none. */
export async function batchScreen(agent: AgentActor, id: string): Promise<BatchScreen | null> {
  requirePermission(agent, 'billing.run')
  const [batch, settings] = await Promise.all([isIdentifier(id) ? readBatch(db, id) : null, readSettings(db)])
  return batch && { ...batch, missing: missingForPes(settings).map((key) => PES_LABELS[key]) }
}

/** What became of an invoice that the Trésor public collects, for agents; null when it does not. */
export async function transmissionOf(
  agent: AgentActor,
  invoiceId: string,
): Promise<{ batchId: string; number: string; on: Day; settledOn: Day | null } | null> {
  requirePermission(agent, 'billing.run')
  const found = await db.treasuryTransmission.findUnique({
    where: { invoiceId },
    select: { settledAt: true, batch: { select: { id: true, year: true, number: true, createdAt: true } } },
  })
  return (
    found && {
      batchId: found.batch.id,
      number: `${found.batch.year}-${found.batch.number}`,
      on: dayInParis(found.batch.createdAt),
      settledOn: found.settledAt && dayInParis(found.settledAt),
    }
  )
}
