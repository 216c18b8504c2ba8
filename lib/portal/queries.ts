import 'server-only'
import { db } from '@/lib/core/db'
import type { Parent } from '@/lib/core/actor'
import { familyIdsOf } from '@/lib/core/scope'
import { IS_SHOWN_CHANGE } from '@/lib/dossier/rows'

/** What waits for the collectivité's answer in a parent's families: the counts that the menu shows. */
export async function waitingCounts(parent: Parent): Promise<{ changes: number; requests: number }> {
  const familyIds = familyIdsOf(parent)
  if (familyIds.length === 0) return { changes: 0, requests: 0 }
  const [row] = await db.$queryRaw<{ changes: number; requests: number }[]>`
    SELECT
      (SELECT count(*)::int FROM "PendingChange" c WHERE c."familyId" = ANY(${familyIds}::uuid[]) AND c.state = 'PENDING' AND ${IS_SHOWN_CHANGE}) AS changes,
      (SELECT count(*)::int FROM "BookingRequest" WHERE "familyId" = ANY(${familyIds}::uuid[]) AND state = 'PENDING') AS requests`
  return row!
}
