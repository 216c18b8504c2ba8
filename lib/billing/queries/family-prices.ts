import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { dayInParis, firstOfMonth } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { familyIdsOf } from '@/lib/core/scope'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { ActivityIcon } from '@/lib/generated/prisma/enums.ts'
import { FIRST_NAME } from '@/lib/planning/sql'
import { isQuotientMissing, unitPrice, type Category, type TariffRules, type UnitPrice } from '../rules/price'
import { quotientFor, type QuotientSince } from '../rules/quotient'
import { tariffJson } from '../sql'

/** What a unit of an activity costs for a child today, without reductions for siblings. */
export type ChildPrice = UnitPrice & { id: string; firstName: string; colour: number }

/** An activity with its tariff of today, and what it costs for each child of a parent who comes to it. */
export type ActivityPrices = {
  id: number
  name: string
  icon: ActivityIcon
  rules: TariffRules
  children: ChildPrice[]
}

export type FamilyPrices = {
  activities: ActivityPrices[]
  /** The parent's person in a family whose prices are the highest because its quotient is not known. */
  lacking: string | null
}

type ChildRow = {
  id: string
  firstName: string
  colour: number
  category: Category
  guardianId: string
  isResident: boolean
  quotient: number | null
  quotients: QuotientSince[]
}

type ActivityRow = Omit<ActivityPrices, 'children'> & { children: ChildRow[] }

/** What the activities of a parent's children cost them today: those they are enrolled in, and those open to all. One statement. */
export async function pricesOf(parent: Parent, at: Date): Promise<FamilyPrices> {
  const today = dayInParis(at)
  const guardianIds = parent.guardians.map(({ guardianId }) => guardianId)
  const rows = await db.$queryRaw<ActivityRow[]>`
    WITH mine AS MATERIALIZED (
      SELECT c.id, ${FIRST_NAME} AS "firstName", c.colour, c.diet, c."birthDate", held."guardianId", f."isResident",
        f."familyQuotient" AS quotient, COALESCE((SELECT json_agg(json_build_object('since', q.since, 'quotient', q.quotient))
          FROM "QuotientChange" q WHERE q."familyId" = f.id), '[]') AS quotients
      FROM "Child" c
      JOIN LATERAL (SELECT g.id AS "guardianId", g."familyId" FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId"
        WHERE gs."childId" = c.id AND g.id = ANY(${guardianIds}::uuid[]) AND g."familyId" = ANY(${familyIdsOf(parent)}::uuid[])
        ORDER BY g."createdAt", g.id LIMIT 1) held ON true
      JOIN "Family" f ON f.id = held."familyId"
    ), coming AS MATERIALIZED (
      SELECT m.*, e."activityId", e."isOccasional" FROM mine m JOIN "Enrollment" e ON e."childId" = m.id AND e."endsOn" >= ${today}::date
      UNION ALL SELECT m.*, a.id, false FROM mine m JOIN "Activity" a ON a."openToAll"
    )
    SELECT a.id, a.name, a.icon::text AS icon, t.rules, (SELECT json_agg(json_build_object('id', k.id, 'firstName', k."firstName",
        'colour', k.colour, 'guardianId', k."guardianId", 'isResident', k."isResident", 'quotient', k.quotient, 'quotients', k.quotients,
        'category', CASE WHEN k.diet = 'OWN_MEAL' THEN 'OWN_MEAL' WHEN k."isOccasional" THEN 'OCCASIONAL' ELSE 'REGULAR' END)
        ORDER BY k."birthDate", k.id)
      FROM (SELECT DISTINCT ON (id) * FROM coming WHERE "activityId" = a.id ORDER BY id, "isOccasional") k) AS children
    FROM "Activity" a CROSS JOIN LATERAL (SELECT ${tariffJson(Prisma.sql`a.id`, today)} AS rules) t
    WHERE t.rules IS NOT NULL AND a.id IN (SELECT "activityId" FROM coming) ORDER BY a.position, a.id`
  let lacking: string | null = null
  const activities = rows.map(({ children, ...activity }) => ({
    ...activity,
    children: children.map(({ id, firstName, colour, category, guardianId, isResident, ...family }) => {
      const { quotients, quotient: known } = family
      const quotient = quotients.length > 0 ? quotientFor(quotients, firstOfMonth(today)) : known
      const price = unitPrice(activity.rules, { quotient, isResident }, category, { rank: 1, count: 1 })
      if (isQuotientMissing(price.how)) lacking ??= guardianId
      return { id, firstName, colour, ...price }
    }),
  }))
  return { activities, lacking }
}
