import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf, scopeOf } from '@/lib/core/scope'
import { CHANGE_MESSAGES } from '../messages'

/**
 * Takes back a change that waits, asked by the parent's own family.
 * @throws NotFound when it is not theirs; Refusal GONE when the collectivité answered first.
 */
export async function withdrawChange(
  parent: Parent,
  { changeId }: { changeId: string },
  at: Date,
): Promise<void> {
  if (!isIdentifier(changeId)) throw new NotFound()
  const scope = scopeOf(parent)
  await db.$transaction(async (tx) => {
    const change = await tx.pendingChange.findFirst({
      where: {
        id: changeId,
        familyId: { in: familyIdsOf(parent) },
        OR: [{ guardian: scope.guardian }, { child: scope.child }, { guardianId: null, childId: null }],
      },
      select: { familyId: true, guardianId: true, childId: true, after: true },
    })
    if (!change) throw new NotFound()
    const { count } = await tx.pendingChange.updateMany({
      where: { id: changeId, state: 'PENDING' },
      data: { state: 'WITHDRAWN' },
    })
    if (count !== 1) throw new Refusal('GONE', CHANGE_MESSAGES.noLongerWaits)
    await recordEvent(tx, parent, at, {
      action: 'change.withdraw',
      subject: changeId,
      familyId: change.familyId,
      guardianId: change.guardianId ?? undefined,
      childId: change.childId ?? undefined,
      fields: Object.keys(change.after as object),
    })
  })
}
