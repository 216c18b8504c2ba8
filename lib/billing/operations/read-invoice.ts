import 'server-only'
import type { Actor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { familyIdsOf } from '@/lib/core/scope'
import { readDocument, type InvoiceDocument } from '../invoice-document'

/**
 * Reads an issued invoice for its PDF, and writes in the journal that it was read: one does not go without the other.
 *
 * @throws NotFound when it is not of the parent's families, or the agent may not read invoices
 */
export async function readInvoice(actor: Actor, id: string, at: Date): Promise<InvoiceDocument> {
  if (!isIdentifier(id)) throw new NotFound()
  if (actor.kind === 'agent') requirePermission(actor, 'billing.read')
  const scope = actor.kind === 'parent' ? { familyId: { in: familyIdsOf(actor) } } : {}
  return db.$transaction(async (tx) => {
    const invoice = await readDocument(tx, { id, ...scope })
    if (!invoice) throw new NotFound()
    await recordEvent(tx, actor, at, {
      action: 'invoice.read',
      subject: id,
      familyId: invoice.familyId ?? undefined,
    })
    return invoice
  })
}
