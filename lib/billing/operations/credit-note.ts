import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { CREDIT_REFUSALS, invoiceNumber } from '../messages'
import type { CreditNoteInput } from '../schema'
import { issueDrafts } from './issue-run'

/**
 * Takes back a part of an issued invoice, or all of it, by a credit note (avoir) with its reason: it has a number of the same
 * sequence and never changes either. Sent twice by one form, it is one.
 *
 * @throws NotFound when the agent may not, or there is no such issued invoice
 * @throws Refusal TRANSMITTED when the Trésor public collects the invoice, TOO_MUCH when more would be taken back than was billed,
 *   USED when the form made another credit note
 */
export async function issueCreditNote(
  agent: AgentActor,
  { key, invoiceId, amount, reason }: CreditNoteInput,
  at: Date,
): Promise<void> {
  requirePermission(agent, 'billing.run')
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Invoice" WHERE id = ${invoiceId}::uuid FOR UPDATE`
    const invoice = await tx.invoice.findUnique({
      where: { id: invoiceId },
      include: {
        creditNotes: { select: { id: true, total: true, reason: true } },
        transmission: { select: { amount: true } },
      },
    })
    if (!invoice?.issuedAt || invoice.kind !== 'INVOICE') throw new NotFound()
    const made = invoice.creditNotes.find(({ id }) => id === key)
    if (made?.total === -amount && made.reason === reason) return
    if (made) throw new Refusal('USED', CREDIT_REFUSALS.used)
    if (invoice.transmission) throw new Refusal('TRANSMITTED', CREDIT_REFUSALS.transmitted)
    const credited = invoice.creditNotes.reduce((sum, { total }) => sum - total, 0)
    if (amount > invoice.total - credited) {
      const message = CREDIT_REFUSALS.tooMuch(Math.max(0, invoice.total - credited))
      throw new Refusal('TOO_MUCH', message, { amount: message })
    }
    const { familyId, month, payerName, payerAddress, quotient, isResident } = invoice
    const of = invoiceNumber({ year: invoice.year!, number: invoice.number! })
    await tx.invoice.create({
      data: {
        ...{
          id: key,
          kind: 'CREDIT_NOTE',
          familyId,
          month,
          payerName,
          payerAddress,
          quotient,
          isResident,
          reason,
        },
        ...{ correctsId: invoiceId, total: -amount, dueOn: dayToDb(dayInParis(at)) },
        lines: {
          create: {
            ...{ position: 0, childName: '', label: `Avoir sur la facture ${of}`, kind: 'OTHER', days: [] },
            ...{ quantity: -1, price: amount, amount: -amount, how: reason },
          },
        },
      },
    })
    await issueDrafts(tx, Prisma.sql`id = ${key}::uuid`, at)
    await recordEvent(tx, agent, at, {
      ...{ action: 'billing.credit', subject: key, detail: { invoice: of, amount } },
      ...(familyId && { familyId }),
    })
  })
}
