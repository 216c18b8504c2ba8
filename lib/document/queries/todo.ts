import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { addDays, type Day } from '@/lib/core/day'
import { unseenIds } from '@/lib/core/db'
import { familyIdsOf } from '@/lib/core/scope'
import { Prisma } from '@/lib/generated/prisma/client'
import { REMINDERS } from '../rules/validity'

/**
 * How many documents the parent's families have to hand in, for the menu: `isTodo` of the rules as one value of a
 * statement (tests/database/document holds the two together).
 */
export function documentsTodo(parent: Parent, today: Day): Prisma.Sql {
  const familyIds = unseenIds(familyIdsOf(parent))
  const guardianIds = unseenIds(parent.guardians.map(({ guardianId }) => guardianId))
  const soon = addDays(today, REMINDERS.first)
  return Prisma.sql`(
    WITH owner AS (
      SELECT 'FAMILY' AS kind, id, id AS "familyId" FROM "Family" WHERE id = ANY(${familyIds})
      UNION ALL SELECT 'GUARDIAN', id, "familyId" FROM "Guardian" WHERE "familyId" = ANY(${familyIds})
      UNION SELECT 'CHILD', gs."childId", g."familyId" FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId"
        WHERE g.id = ANY(${guardianIds}))
    SELECT count(*)::int FROM "DocumentType" t JOIN owner o ON o.kind = t.owner::text
    LEFT JOIN LATERAL (
      SELECT bool_or(d.state = 'PENDING') AS pending, (array_agg(d.state ORDER BY d."depositedAt" DESC))[1] = 'REFUSED' AS refused,
        bool_or(d.state = 'ACCEPTED' AND (d."expiresOn" IS NULL OR d."expiresOn" > ${soon}::date)) AS lasting
      FROM "Document" d WHERE d."typeId" = t.id AND d.state <> 'WITHDRAWN' AND CASE o.kind
        WHEN 'FAMILY' THEN d."familyId" = o.id WHEN 'GUARDIAN' THEN d."guardianId" = o.id
        ELSE d."childId" = o.id AND (d."familyId" = ANY(${familyIds}) OR (NOT t.private
          AND (d.state = 'PENDING' OR d.state = 'ACCEPTED' AND (d."expiresOn" IS NULL OR d."expiresOn" >= ${today}::date)))) END
    ) s ON true
    WHERE t."retiredAt" IS NULL AND NOT COALESCE(s.pending, false) AND (COALESCE(s.refused, false) OR t.required AND NOT COALESCE(s.lasting, false)))`
}
