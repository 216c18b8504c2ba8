import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import { dayFromDb, dayInParis, dayToDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { DebitState } from '@/lib/generated/prisma/enums.ts'
import { reversedOn } from './rules/debit'

/** A debit that is locked. */
export type LockedDebit = {
  id: string
  familyId: string | null
  invoiceId: string
  mandateId: string | null
  endToEndId: string
  amount: number
  state: DebitState
}

/** A debit that did not succeed: why, and on which day the bank says so. */
export type EndedDebit = LockedDebit & {
  state: 'REJECTED' | 'RETURNED' | 'CANCELLED'
  reason: string | null
  on: Day | null
}

/** Locks debits by what the bank knows them by, in one order; it knows none of a batch that has no file yet. */
export async function lockDebits(tx: Tx, endToEndIds: readonly string[]): Promise<Map<string, LockedDebit>> {
  const rows = await tx.$queryRaw<LockedDebit[]>`
    SELECT d.id::text, d."familyId"::text, d."invoiceId"::text, d."mandateId"::text, d."endToEndId", d.amount, d.state::text
    FROM "Debit" d JOIN "DebitBatch" b ON b.id = d."batchId" AND b.state <> 'PREPARED'
    WHERE d."endToEndId" = ANY(${endToEndIds}::text[]) ORDER BY d.id FOR UPDATE OF d`
  return new Map(rows.map((row) => [row.endToEndId, row]))
}

/** What a debit that ended is in the journal. */
const ACTIONS = { REJECTED: 'debit.reject', RETURNED: 'debit.return', CANCELLED: 'debit.cancel' } as const

/** The bank knows no valid mandate of the family: it collects nothing more. */
const NO_MANDATE = 'MD01'

/** Ends locked debits: the payments of those that were recorded are reversed, each once; a mandate that is none is revoked. */
export async function endDebits(
  tx: Tx,
  agent: AgentActor,
  debits: readonly EndedDebit[],
  at: Date,
): Promise<void> {
  if (debits.length === 0) return
  const ended = JSON.stringify(debits.map(({ id, state, reason }) => ({ id, state, reason })))
  await tx.$executeRaw`
    UPDATE "Debit" d SET state = e.state::"DebitState", reason = e.reason, "endedAt" = ${at}
    FROM jsonb_to_recordset(${ended}::jsonb) AS e(id uuid, state text, reason text) WHERE d.id = e.id`
  await reverse(tx, agent, debits, at)
  await recordEvents(
    tx,
    agent,
    at,
    debits.map(({ id, familyId, state, reason, amount }) => ({
      ...{ action: ACTIONS[state], subject: id, detail: { code: reason, amount } },
      ...(familyId && { familyId }),
    })),
  )
  await revokeMandates(
    tx,
    agent,
    debits.flatMap(({ reason, mandateId }) => (reason === NO_MANDATE && mandateId ? mandateId : [])),
    at,
  )
}

async function reverse(tx: Tx, agent: AgentActor, debits: readonly EndedDebit[], at: Date): Promise<void> {
  const payments = await tx.payment.findMany({
    where: { debitId: { in: debits.map(({ id }) => id) } },
    select: {
      ...{ id: true, familyId: true, invoiceId: true, amount: true, reference: true },
      ...{ debitId: true, receivedOn: true },
    },
  })
  const on = new Map(debits.map((debit) => [debit.id, debit.on]))
  await tx.payment.createMany({
    data: payments.map(({ id, debitId, amount, receivedOn, ...payment }) => ({
      ...payment,
      ...{ amount: -amount, method: 'SEPA_DEBIT' as const, reversesId: id },
      receivedOn: dayToDb(reversedOn(dayFromDb(receivedOn), on.get(debitId!) ?? null, dayInParis(at))),
      reason: 'Prélèvement non abouti',
      ...{ recordedAt: at, recordedById: agent.accountId },
    })),
    // An agent may have reversed it by hand.
    skipDuplicates: true,
  })
}

async function revokeMandates(tx: Tx, agent: AgentActor, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  const revoked = await tx.$queryRaw<{ id: string; familyId: string | null }[]>`
    UPDATE "SepaMandate" SET "revokedAt" = ${at} WHERE id = ANY(${ids}::uuid[]) AND "revokedAt" IS NULL
    RETURNING id::text, "familyId"::text`
  await recordEvents(
    tx,
    agent,
    at,
    revoked.map(({ id, familyId }) => ({
      ...{ action: 'mandate.revoke', subject: id },
      ...(familyId && { familyId }),
    })),
  )
}
