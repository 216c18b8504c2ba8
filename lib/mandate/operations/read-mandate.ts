import 'server-only'
import type { Actor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { roleCan } from '@/lib/core/permissions'
import { familyIdsOf } from '@/lib/core/scope'
import { openMandate, SIGNED_COLUMNS, type SignedMandate } from '../sealed'

/**
 * Reads a mandate with its account whole, and writes in the journal that it was read: one does not go without the other.
 *
 * @throws NotFound when it is not of the parent's family, or the agent may not read bank data
 */
export async function readMandate(actor: Actor, mandateId: string, at: Date): Promise<SignedMandate> {
  if (!isIdentifier(mandateId)) throw new NotFound()
  const scope = actor.kind === 'parent' ? { familyId: { in: familyIdsOf(actor) } } : {}
  if (actor.kind === 'agent' && !roleCan(actor.role, 'bank.read')) throw new NotFound()
  return db.$transaction(async (tx) => {
    const row = await tx.sepaMandate.findFirst({
      where: { id: mandateId, ...scope },
      select: { ...SIGNED_COLUMNS, familyId: true },
    })
    if (!row) throw new NotFound()
    await recordEvent(tx, actor, at, {
      action: 'dossier.read',
      subject: row.id,
      familyId: row.familyId ?? undefined,
      fields: ['bankHolder', 'iban', 'bic'],
    })
    return openMandate(row)
  })
}
