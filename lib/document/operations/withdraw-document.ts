import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf } from '@/lib/core/scope'
import { DEPOSIT_PROBLEMS } from '../messages'
import { documentScope } from '../scope'

/**
 * Takes back a document that waits, handed in by the parent's own family; its files are erased.
 * @throws NotFound when it is not theirs; Refusal GONE when it no longer waits
 */
export async function withdrawDocument(
  parent: Parent,
  { documentId }: { documentId: string },
  at: Date,
): Promise<void> {
  if (!isIdentifier(documentId)) throw new NotFound()
  await db.$transaction(async (tx) => {
    const document = await tx.document.findFirst({
      where: { id: documentId, familyId: { in: familyIdsOf(parent) }, AND: documentScope(parent) },
      select: { familyId: true, guardianId: true, childId: true },
    })
    if (!document) throw new NotFound()
    const { count } = await tx.document.updateMany({
      where: { id: documentId, state: 'PENDING' },
      data: { state: 'WITHDRAWN' },
    })
    if (count !== 1) throw new Refusal('GONE', DEPOSIT_PROBLEMS.GONE)
    await tx.documentPage.deleteMany({ where: { documentId } })
    await recordEvent(tx, parent, at, {
      action: 'document.withdraw',
      subject: documentId,
      familyId: document.familyId,
      guardianId: document.guardianId ?? undefined,
      childId: document.childId ?? undefined,
    })
  })
}
