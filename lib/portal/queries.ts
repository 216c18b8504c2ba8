import 'server-only'
import { cache } from 'react'
import { db, PREPARED, unseenIds } from '@/lib/core/db'
import type { Parent } from '@/lib/core/actor'
import { dayInParis, type Day } from '@/lib/core/day'
import { familyIdsOf } from '@/lib/core/scope'
import { documentsTodo } from '@/lib/document/queries/todo'
import { IS_SHOWN_CHANGE } from '@/lib/dossier/rows'

/** Changes and requests that wait for the collectivité's answer, documents that it waits for. */
export type MenuCounts = { changes: number; requests: number; documents: number }

/** The counts that the menu shows to a parent, for all their families. One statement, once a request. */
export function menuCounts(parent: Parent, at: Date): Promise<MenuCounts> {
  return countsOf(parent, dayInParis(at))
}

const countsOf = cache(async (parent: Parent, today: Day): Promise<MenuCounts> => {
  const familyIds = familyIdsOf(parent)
  if (familyIds.length === 0) return { changes: 0, requests: 0, documents: 0 }
  const families = unseenIds(familyIds)
  const [row] = await db.$queryRaw<MenuCounts[]>`${PREPARED}
    SELECT
      (SELECT count(*)::int FROM "PendingChange" c WHERE c."familyId" = ANY(${families}) AND c.state = 'PENDING' AND ${IS_SHOWN_CHANGE}) AS changes,
      (SELECT count(*)::int FROM "BookingRequest" WHERE "familyId" = ANY(${families}) AND state = 'PENDING') AS requests,
      ${documentsTodo(parent, today)} AS documents`
  return row!
})
