import 'server-only'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { addDays, firstOfMonth, lastOfMonth, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { groupBy } from '@/lib/core/group-by'
import type { BilledActivity, BilledBooking } from '../rules/charges'
import { estimateOf, type Estimate } from '../rules/estimate'
import { packagePeriod } from '../rules/periods'
import type { Category } from '../rules/price'
import type { QuotientSince } from '../rules/quotient'

/** A booking that a request would make, or the absence that it would put in its place, for the family that pays it. */
export type PlannedBooking = Pick<BilledBooking, 'childId' | 'activityId' | 'day' | 'billing' | 'excuse'> & {
  familyId: string
  state: 'BOOKED' | 'ABSENT'
}

/** What a request would cost a family. */
export type FamilyEstimate = Estimate & { familyId: string }

/** How far back bookings are read: the longest package period, and absences that have waiting days. */
const DAYS_BACK = 190

type FamilyRow = {
  id: string
  isResident: boolean
  quotients: QuotientSince[]
  bookings: Omit<BilledBooking, 'category'>[]
}

type GroundRow = {
  activities: BilledActivity[]
  /** The eldest first. */
  children: { id: string; hasOwnMeal: boolean }[]
  occasional: { childId: string; activityId: number; startsOn: Day; endsOn: Day }[]
  families: FamilyRow[]
}

/**
 * What a request would cost each family that pays it, as its invoices will say: one statement, whatever the days.
 *
 * @param calendar of the days asked for, a year back included
 * @returns the estimates of the families of which something has a price, in any order
 */
export async function estimatesOf(
  planned: readonly PlannedBooking[],
  calendar: Calendar,
): Promise<FamilyEstimate[]> {
  if (planned.length === 0) return []
  const days = planned.map(({ day }) => day).sort()
  const ground = await readGround(
    planned,
    addDays(firstOfMonth(days[0]!), -DAYS_BACK),
    lastOfMonth(days.at(-1)!),
  )
  const ownMeals = new Set(ground.children.flatMap(({ id, hasOwnMeal }) => (hasOwnMeal ? [id] : [])))
  const spans = groupBy(ground.occasional, ({ childId, activityId }) => `${childId} ${activityId}`)
  const withCategory = (booking: Omit<BilledBooking, 'category'>): BilledBooking => {
    const { childId, activityId, day } = booking
    const isOccasional = (spans.get(`${childId} ${activityId}`) ?? []).some(
      ({ startsOn, endsOn }) => startsOn <= day && day <= endsOn,
    )
    const category: Category = ownMeals.has(childId) ? 'OWN_MEAL' : isOccasional ? 'OCCASIONAL' : 'REGULAR'
    return { ...booking, category }
  }
  return ground.families.flatMap((family) => {
    const asked = planned.filter(({ familyId }) => familyId === family.id)
    const estimate = estimateOf(
      {
        ...family,
        childIds: ground.children.map(({ id }) => id),
        activities: ground.activities,
        bookings: family.bookings.map(withCategory),
        periodOf: (day) => packagePeriod(day, calendar),
      },
      asked.map(({ familyId: _, ...booking }) => withCategory({ ...booking, arrivedAt: null, leftAt: null })),
    )
    return estimate ? [{ familyId: family.id, ...estimate }] : []
  })
}

/** The families' bookings that cost something, and all that these and the planned ones are priced by. */
async function readGround(planned: readonly PlannedBooking[], from: Day, to: Day): Promise<GroundRow> {
  const familyIds = [...new Set(planned.map(({ familyId }) => familyId))]
  const childIds = [...new Set(planned.map(({ childId }) => childId))]
  const [row] = await db.$queryRaw<GroundRow[]>`
    WITH booked AS MATERIALIZED (
      SELECT b.* FROM "Booking" b WHERE b."familyId" = ANY(${familyIds}::uuid[]) AND b.day BETWEEN ${from}::date AND ${to}::date
        AND b.state IN ('BOOKED', 'ABSENCE_REQUESTED', 'PRESENT', 'NO_SHOW', 'ABSENT')
    ), coming AS MATERIALIZED (
      SELECT c.* FROM "Child" c WHERE c.id = ANY(${childIds}::uuid[]) OR c.id IN (SELECT "childId" FROM booked)
    )
    SELECT (SELECT json_agg(json_build_object('id', a.id, 'name', a.name, 'startsAt', a."startsAt", 'endsAt', a."endsAt",
        'tariffs', COALESCE((SELECT json_agg(json_build_object('validFrom', t."validFrom", 'rules', t.rules)) FROM "Tariff" t
          WHERE t."activityId" = a.id AND t."validFrom" <= ${to}::date), '[]')) ORDER BY a.position, a.id) FROM "Activity" a) AS activities,
      (SELECT json_agg(json_build_object('id', c.id, 'hasOwnMeal', c.diet = 'OWN_MEAL') ORDER BY c."birthDate", c.id)
        FROM coming c) AS children,
      COALESCE((SELECT json_agg(json_build_object('childId', e."childId", 'activityId', e."activityId", 'startsOn', e."startsOn",
        'endsOn', e."endsOn")) FROM coming c JOIN "Enrollment" e ON e."childId" = c.id
        WHERE e."isOccasional" AND e."startsOn" <= ${to}::date AND e."endsOn" >= ${from}::date), '[]') AS occasional,
      (SELECT json_agg(json_build_object('id', f.id, 'isResident', f."isResident",
        'quotients', COALESCE((SELECT json_agg(json_build_object('since', q.since, 'quotient', q.quotient)) FROM "QuotientChange" q
          WHERE q."familyId" = f.id), json_build_array(json_build_object('since', ${from}::date, 'quotient', f."familyQuotient"))),
        'bookings', COALESCE((SELECT json_agg(json_build_object('childId', b."childId", 'activityId', b."activityId", 'day', b.day,
          'state', b.state, 'billing', b.billing, 'excuse', b.excuse, 'arrivedAt', b."arrivedAt", 'leftAt', b."leftAt"))
          FROM booked b WHERE b."familyId" = f.id), '[]')))
        FROM "Family" f WHERE f.id = ANY(${familyIds}::uuid[])) AS families`
  return row!
}
