import 'server-only'
import type { Actor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { familyIdsOf } from '@/lib/core/scope'
import { readReceiptDocument, type ReceiptDocument } from '../receipt-document'

/**
 * Reads the receipt of money received for its PDF, and writes in the journal that it was read: one does not go without the
 * other.
 *
 * @throws NotFound when the payment is not of the parent's families, the agent may not read invoices, or nothing was received
 */
export async function readReceipt(actor: Actor, paymentId: string, at: Date): Promise<ReceiptDocument> {
  if (!isIdentifier(paymentId)) throw new NotFound()
  if (actor.kind === 'agent') requirePermission(actor, 'billing.read')
  const scope = actor.kind === 'parent' ? { familyId: { in: familyIdsOf(actor) } } : {}
  return db.$transaction(async (tx) => {
    const receipt = await readReceiptDocument(tx, { id: paymentId, ...scope })
    if (!receipt) throw new NotFound()
    await recordEvent(tx, actor, at, {
      action: 'receipt.read',
      subject: paymentId,
      familyId: receipt.familyId ?? undefined,
    })
    return receipt
  })
}
