import 'server-only'
import type { Tx } from '@/lib/core/db'

/** An account that follows a child through a family, with the address that mails go to. */
export type Follower = {
  childId: string
  firstName: string
  familyId: string
  accountId: string
  email: string
}

/** The accounts that follow children, by each of the families that the children belong to. */
export async function followersOf(tx: Tx, childIds: readonly string[]): Promise<Follower[]> {
  if (childIds.length === 0) return []
  return tx.$queryRaw<Follower[]>`
    SELECT DISTINCT c.id AS "childId", split_part(c."firstNames", ' ', 1) AS "firstName", g."familyId", a.id AS "accountId", a.email
    FROM "Child" c JOIN "Guardianship" gs ON gs."childId" = c.id JOIN "Guardian" g ON g.id = gs."guardianId"
    JOIN "Subscription" s ON s."guardianId" = g.id AND s."endedAt" IS NULL
    JOIN "Account" a ON a.id = s."accountId" AND a."disabledAt" IS NULL
    WHERE c.id = ANY(${[...new Set(childIds)]}::uuid[]) ORDER BY a.id, c.id, g."familyId"`
}
