import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import type { Day } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import type { Centimes } from '@/lib/core/money'
import { requirePermission } from '@/lib/core/permissions'
import { decode, detect } from '@/lib/exchange/reading/detect'
import { OpenQuote, readTable } from '@/lib/exchange/reading/table'
import { isFinal, type AttemptState } from '@/lib/payfip/rules/attempt'
import { FILE_REFUSALS } from '../messages'
import { reconcile, sameReference, type ComparedPayment, type RecordedPayment } from '../rules/reconcile'
import { transactionsOf, type ReadTransactions } from '../rules/transactions'
import type { ReconcileInput } from '../reconcile-schema'

/** A difference, or what agrees. `attempt`: what the portal knows of a reference without a payment. */
export type ReconciledPayment = ComparedPayment & {
  attempt: { id: string; state: AttemptState; isOpen: boolean } | null
}

/** What came of comparing a file: all that differs, and how much agrees. */
export type Reconciliation = {
  from: Day
  to: Day
  here: { count: number; total: Centimes }
  there: { count: number; total: Centimes; ignored: number }
  matched: { count: number; total: Centimes }
  differences: ReconciledPayment[]
}

/**
 * Compares the payments online that the portal recorded on some days with the accountant's file: reads only, and writes in
 * the journal that it was done. A payment that the file names and the portal has on another day counts as being here.
 *
 * @throws NotFound when the agent may not
 * @throws Refusal FILE when it is no table with a reference and an amount
 */
export async function reconcileFile(
  agent: AgentActor,
  { from, to, file }: ReconcileInput,
  at: Date,
): Promise<Reconciliation> {
  requirePermission(agent, 'billing.run')
  const { transactions, ignored } = await readFile(new Uint8Array(await file.arrayBuffer()))
  const references = transactions.map(({ reference }) => sameReference(reference))
  return db.$transaction(async (tx) => {
    const recorded = await readRecorded(tx, from, to, references)
    const compared = reconcile(recorded, transactions)
    const differences = compared.filter(({ verdict }) => verdict !== 'BOTH')
    const attempts = await attemptsOf(
      tx,
      differences.filter(({ payments }) => payments.length === 0).map(({ reference }) => reference),
    )
    const matched = compared.filter(({ verdict }) => verdict === 'BOTH')
    await recordEvent(tx, agent, at, {
      action: 'payment.reconcile',
      detail: { from, to, lines: transactions.length, differences: differences.length },
    })
    return {
      ...{ from, to },
      here: { count: recorded.length, total: sum(recorded) },
      there: { count: transactions.length, total: sum(transactions), ignored },
      matched: {
        count: matched.length,
        total: matched.reduce((all, { here }) => all + (here ?? 0), 0),
      },
      differences: differences.map((one) => ({
        ...one,
        attempt: attempts.get(sameReference(one.reference)) ?? null,
      })),
    }
  })
}

const sum = (some: readonly { amount: Centimes }[]) => some.reduce((all, { amount }) => all + amount, 0)

/** @throws Refusal FILE */
async function readFile(bytes: Uint8Array): Promise<ReadTransactions> {
  const refuse = (message: string) => new Refusal('FILE', message, { file: message })
  const detection = detect(bytes)
  if (!detection.ok) throw refuse(FILE_REFUSALS.notTable)
  const rows = []
  try {
    for await (const row of readTable(decode(bytes, detection.encoding), detection.separator)) rows.push(row)
  } catch (error) {
    if (error instanceof OpenQuote) throw refuse(FILE_REFUSALS.notTable)
    throw error
  }
  const read = transactionsOf(rows)
  if ('transactions' in read) return read
  throw refuse(read.kind === 'COLUMNS' ? FILE_REFUSALS.columns : FILE_REFUSALS.amount(read.line))
}

/** The payments by PayFiP of some days, and those that have one of these references. One statement. */
function readRecorded(tx: Tx, from: Day, to: Day, references: readonly string[]): Promise<RecordedPayment[]> {
  return tx.$queryRaw<RecordedPayment[]>`
    SELECT p.id::text AS "paymentId", COALESCE(a.reference, p.reference, '') AS reference, p."receivedOn"::text,
      CASE WHEN b.id IS NULL THEN p.amount ELSE 0 END AS amount, b.id IS NOT NULL AS "isReversed",
      COALESCE(i."payerName", f.name, '') AS payer
    FROM "Payment" p LEFT JOIN "PaymentAttempt" a ON a.id = p."attemptId" LEFT JOIN "Payment" b ON b."reversesId" = p.id
      LEFT JOIN "Invoice" i ON i.id = p."invoiceId" LEFT JOIN "Family" f ON f.id = p."familyId"
    WHERE p.method IN ('PAYFIP_CARD', 'PAYFIP_DEBIT') AND p.amount > 0
      AND (p."receivedOn" BETWEEN ${from}::date AND ${to}::date OR upper(a.reference) = ANY(${references}))
    ORDER BY p."receivedOn", p.id`
}

/** What the portal knows of references that it has no payment of. One statement. */
async function attemptsOf(tx: Tx, references: readonly string[]) {
  const rows = await tx.paymentAttempt.findMany({
    where: { reference: { in: references.map(sameReference) } },
    select: { id: true, reference: true, state: true },
  })
  return new Map(
    rows.map(({ id, reference, state }) => [
      sameReference(reference),
      { id, state, isOpen: !isFinal(state) },
    ]),
  )
}
