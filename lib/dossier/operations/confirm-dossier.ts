import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { familyIdsOf } from '@/lib/core/scope'
import { confirmationsStandSince } from '../confirmation'

/**
 * « Tout est à jour »: a parent confirms the dossier of their family, for a year. Said again while it stands,
 * it changes nothing.
 * @throws NotFound when the family is not the parent's
 */
export async function confirmDossier(
  parent: Parent,
  { familyId }: { familyId: string },
  at: Date,
): Promise<void> {
  if (!familyIdsOf(parent).includes(familyId)) throw new NotFound()
  await db.$transaction(async (tx) => {
    const { count } = await tx.family.updateMany({
      where: {
        id: familyId,
        OR: [{ confirmedAt: null }, { confirmedAt: { lt: confirmationsStandSince(at) } }],
      },
      data: { confirmedAt: at },
    })
    if (count === 1)
      await recordEvent(tx, parent, at, { action: 'family.confirm', subject: familyId, familyId })
  })
}
