import 'server-only'
import { randomBytes } from 'node:crypto'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { enqueueJob } from '@/lib/core/jobs'
import { newId } from '@/lib/core/new-id'
import { requirePermission } from '@/lib/core/permissions'
import { candidatesOn, type Candidate } from '../candidates'
import { readCollecting, sealBatchAccount, type Collecting } from '../collector'
import { TELL_JOB } from '../job-kinds'
import { BATCH_REFUSALS, DATE_PROBLEMS } from '../messages'
import { dateProblem, firstCollectionDay } from '../rules/dates'
import { batchReference, endToEndId, REFERENCE_RANDOM } from '../rules/identifiers'
import type { PrepareInput } from '../schema'
import { lockInvoices } from '../sql'

/** How many rows one insert writes. */
const ROWS = 1_000

/**
 * Prepares the debits of all the invoices that can be collected on a day, and has their families told. What is prepared is
 * what the agent saw; asked for twice at once, an invoice is in one batch.
 *
 * @param debits how many the agent saw
 * @param total what they came to, in centimes
 * @returns the id of the batch
 * @throws NotFound when the agent may not; Refusal NO_CREDITOR, DATE, NOTHING, MOVED
 */
export async function prepareBatch(
  agent: AgentActor,
  { collectedOn, debits, total }: PrepareInput,
  at: Date,
): Promise<string> {
  requirePermission(agent, 'billing.run')
  return db.$transaction(
    async (tx) => {
      // Batches are prepared one after the other, and the creditor stays as it is meanwhile.
      await tx.$queryRaw`SELECT id FROM "Authority" WHERE id = 1 FOR NO KEY UPDATE`
      const collecting = await readCollecting(tx)
      if (!collecting) throw new Refusal('NO_CREDITOR', BATCH_REFUSALS.noCreditor)
      refuseDate(collectedOn, dayInParis(at), collecting.notice)
      const to = { on: collectedOn, ics: collecting.creditor.ics }
      const seen = await candidatesOn(tx, to)
      await lockInvoices(
        tx,
        seen.collected.map(({ invoiceId }) => invoiceId),
      )
      const { collected } = await candidatesOn(tx, to)
      const sum = collected.reduce((all, { amount }) => all + amount, 0)
      if (collected.length !== debits || sum !== total) throw new Refusal('MOVED', BATCH_REFUSALS.moved)
      if (collected.length === 0) throw new Refusal('NOTHING', BATCH_REFUSALS.nothing)
      const batchId = newId(at)
      await tx.debitBatch.create({ data: batchRow(batchId, agent, collectedOn, collecting, at) })
      for (let first = 0; first < collected.length; first += ROWS)
        await tx.debit.createMany({
          data: collected.slice(first, first + ROWS).map((one) => debitRow(batchId, one)),
        })
      await recordEvent(tx, agent, at, {
        action: 'debit.prepare',
        subject: batchId,
        detail: { collectedOn, debits, total },
      })
      await enqueueJob(tx, TELL_JOB, { batchId, kind: 'sepa.announce' })
      return batchId
    },
    { timeout: 300_000 },
  )
}

function refuseDate(on: Day, today: Day, notice: number): void {
  const problem = dateProblem(on, today, notice)
  if (!problem) return
  const message = DATE_PROBLEMS[problem](notice, firstCollectionDay(today, notice))
  throw new Refusal('DATE', message, { collectedOn: message })
}

function batchRow(
  id: string,
  agent: AgentActor,
  collectedOn: Day,
  { authority, format, creditor }: Collecting,
  at: Date,
) {
  return {
    ...{ id, format, state: 'PREPARED' as const, collectedOn: dayToDb(collectedOn) },
    reference: batchReference(collectedOn, randomBytes(REFERENCE_RANDOM)),
    authorityName: authority,
    creditorName: creditor.name,
    creditorAddress: creditor.address,
    creditorIcs: creditor.ics,
    creditorIbanEncrypted: sealBatchAccount(id, creditor.iban),
    creditorBic: creditor.bic,
    creditorSiret: creditor.siret,
    preparedAt: at,
    preparedById: agent.accountId,
  }
}

function debitRow(batchId: string, candidate: Candidate) {
  const { invoiceId, familyId, mandateId, rum, signedOn, amount, number, nth } = candidate
  return {
    ...{ batchId, invoiceId, familyId, mandateId, rum, amount },
    ...{ signedOn: dayToDb(signedOn), endToEndId: endToEndId(number, nth), state: 'ANNOUNCED' as const },
  }
}
