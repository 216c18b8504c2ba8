import 'server-only'
import { WEEKDAY_OPTIONS } from '@/lib/activity/messages'
import type { Tx } from '@/lib/core/db'
import { CUSTODY_LABELS, RELATION_LABELS } from '@/lib/family/messages'
import type { BookingState, CustodyKind, Relation } from '@/lib/generated/prisma/enums.ts'
import { guardianName } from '@/lib/subscription/messages'
import { BOOKING_WORDS, CUSTODY_DAYS } from '../messages'
import { coded, type Viewer } from './viewer'

/** The links of the children with this family's own guardians. */
export async function readLinks(tx: Tx, { familyId }: Viewer, childIds: readonly string[]) {
  const rows = await tx.$queryRaw<
    {
      childId: string
      title: 'MME' | 'M'
      firstNames: string
      lastName: string
      relation: Relation
      parentalAuthority: boolean
    }[]
  >`
    SELECT gs."childId", g.title::text AS title, g."firstNames", g."lastName", gs.relation::text AS relation, gs."parentalAuthority"
    FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId"
    WHERE gs."childId" = ANY(${childIds}::uuid[]) AND g."familyId" = ${familyId}::uuid ORDER BY g."createdAt", g.id`
  return rows.map(({ childId, relation, parentalAuthority, ...guardian }) => ({
    childId,
    guardian: guardianName(guardian),
    relation: coded(RELATION_LABELS, relation),
    parentalAuthority,
  }))
}

/** The custody calendar, as this family is concerned: the other one is not named. */
export async function readCustody(tx: Tx, { familyId }: Viewer, childIds: readonly string[]) {
  const rows = await tx.$queryRaw<
    { childId: string; kind: CustodyKind; startsOn: string; endsOn: string | null; isFirst: boolean }[]
  >`
    SELECT r."childId", r.kind::text AS kind, r."startsOn"::text AS "startsOn", r."endsOn"::text AS "endsOn",
      r."familyId" = ${familyId}::uuid AS "isFirst"
    FROM "CustodyRule" r WHERE r."childId" = ANY(${childIds}::uuid[])
      AND (r.kind = 'DAYS' OR ${familyId}::uuid IN (r."familyId", r."otherFamilyId")) ORDER BY r.kind, r."startsOn"`
  return rows.map(({ childId, kind, startsOn, endsOn, isFirst }) => ({
    childId,
    kind: coded(CUSTODY_LABELS, kind),
    startsOn,
    endsOn,
    ours: CUSTODY_DAYS[kind][isFirst ? 'first' : 'other'],
  }))
}

/** The activities of the children, past and to come. */
export async function readEnrollments(tx: Tx, childIds: readonly string[]) {
  const rows = await tx.$queryRaw<
    {
      childId: string
      activity: string
      startsOn: string
      endsOn: string
      weekdays: number[]
      isOccasional: boolean
    }[]
  >`
    SELECT e."childId", a.name AS activity, e."startsOn"::text AS "startsOn", e."endsOn"::text AS "endsOn", e.weekdays, e."isOccasional"
    FROM "Enrollment" e JOIN "Activity" a ON a.id = e."activityId"
    WHERE e."childId" = ANY(${childIds}::uuid[]) ORDER BY e."startsOn", a.position`
  return rows.map(({ weekdays, ...row }) => ({
    ...row,
    weekdays: weekdays.map((weekday) => ({
      code: String(weekday),
      label: WEEKDAY_OPTIONS[weekday - 1]!.label,
    })),
  }))
}

/** The days of the children; the reason of a refusal belongs to the family that asked. */
export async function readBookings(tx: Tx, { familyId }: Viewer, childIds: readonly string[]) {
  const rows = await tx.$queryRaw<
    { childId: string; day: string; activity: string; state: BookingState; reason: string | null }[]
  >`
    SELECT b."childId", b.day::text AS day, a.name AS activity, b.state::text AS state,
      CASE WHEN b."familyId" = ${familyId}::uuid THEN b.reason END AS reason
    FROM "Booking" b JOIN "Activity" a ON a.id = b."activityId"
    WHERE b."childId" = ANY(${childIds}::uuid[]) ORDER BY b.day, a.position`
  return rows.map((row) => ({ ...row, state: coded(BOOKING_WORDS, row.state) }))
}
