import 'server-only'
import { monthWords, invoiceNumber } from '@/lib/billing/messages'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent, recordEvents } from '@/lib/core/audit'
import { dayFromDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { openDebtor, SEALED_COLUMNS } from '@/lib/mandate/sealed'
import { openBatchAccount } from '../collector'
import { lockBatch } from '../lock-batch'
import { BATCH_REFUSALS } from '../messages'
import { pain008, type AskedDebit } from '../rules/pain-008'

/** How many events of the journal one insert writes. */
const ROWS = 1_000

/**
 * The file of a batch for the bank: made of rows that never change, it is the same each time. The accounts of the families are
 * read for it, which the journal tells each of them.
 *
 * @throws NotFound when the agent may not, or there is no such batch with a file; Refusal STATE, GONE
 */
export async function readBatchFile(
  agent: AgentActor,
  batchId: string,
  at: Date,
): Promise<{ reference: string; xml: string }> {
  requirePermission(agent, 'billing.run')
  requirePermission(agent, 'bank.read')
  if (!isIdentifier(batchId)) throw new NotFound()
  return db.$transaction(
    async (tx) => {
      const batch = await lockBatch(tx, agent, batchId, ['FILED', 'SENT'])
      const rows = await tx.debit.findMany({
        where: { batchId, state: { not: 'CANCELLED' } },
        orderBy: { endToEndId: 'asc' },
        select: {
          ...{ endToEndId: true, amount: true, rum: true, signedOn: true, familyId: true },
          invoice: { select: { year: true, number: true, month: true } },
          mandate: { select: SEALED_COLUMNS },
        },
      })
      const debits = rows.map(({ endToEndId, amount, rum, signedOn, invoice, mandate }): AskedDebit => {
        if (!mandate) throw new Refusal('GONE', BATCH_REFUSALS.gone)
        const number = invoiceNumber({ year: invoice.year!, number: invoice.number! })
        return {
          ...{ endToEndId, amount, rum, signedOn: dayFromDb(signedOn), debtor: openDebtor(mandate) },
          label: `Facture ${number} ${monthWords(dayFromDb(invoice.month))} ${batch.authorityName}`,
        }
      })
      await recordEvent(tx, agent, at, {
        action: 'debit.download',
        subject: batchId,
        detail: { debits: debits.length },
      })
      const reads = rows.map(({ familyId, mandate }) => ({
        action: 'dossier.read',
        subject: mandate!.id,
        ...(familyId && { familyId }),
        fields: ['bankHolder', 'iban', 'bic'],
      }))
      for (let first = 0; first < reads.length; first += ROWS)
        await recordEvents(tx, agent, at, reads.slice(first, first + ROWS))
      return { reference: batch.reference, xml: pain008({ ...fileOf(batch), debits }) }
    },
    { timeout: 300_000 },
  )
}

function fileOf(batch: Awaited<ReturnType<typeof lockBatch>>) {
  const { id, format, reference, preparedAt, collectedOn, authorityName: authority } = batch
  return {
    ...{ format, reference, preparedAt, collectedOn: dayFromDb(collectedOn), authority },
    creditor: {
      name: batch.creditorName,
      address: batch.creditorAddress,
      ics: batch.creditorIcs,
      siret: batch.creditorSiret,
      iban: openBatchAccount(id, batch.creditorIbanEncrypted),
      bic: batch.creditorBic,
    },
  }
}
