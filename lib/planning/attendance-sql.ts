import 'server-only'
import type { GroupedChild } from '@/lib/activity/rules/groups'
import type { TariffRules } from '@/lib/billing/rules/price'
import { tariffJson } from '@/lib/billing/sql'
import type { Day, WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { CustodyRule } from '@/lib/family/custody-rules'
import { custodyJson } from '@/lib/family/sql'
import type { ContactLink, Diet, Grade, Relation } from '@/lib/generated/prisma/enums.ts'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { ActivityRules } from './rules/entries'
import type { EventName, EventScope } from './rules/events'
import type { Billing } from './rules/entry'
import type { ActivityIcon } from './rules/grid'
import type { EntryState, StoredState } from './rules/states'
import { ACTIVITY, FIRST_NAME } from './sql'

// The raw SQL of the day sheets.

/** A day of an activity. */
export type SheetKey = { activityId: number; day: Day }

/** In force, or declared by a family and not validated: safety does not wait (PRODUCT §4). */
export type Warning = 'KNOWN' | 'DECLARED'

/** A child on a sheet, with what those who look after it need. */
export type SheetChild = {
  childId: string
  firstName: string
  lastName: string
  colour: number
  grade: Grade | null
  school: string | null
  diet: Diet
  groupId: number
  state: StoredState
  /** What stood before the mark. */
  before: EntryState | null
  familyId: string
  /** When it came and left, where the sheet asks for it. */
  arrivedAt: WallTime | null
  leftAt: WallTime | null
  /** The event that keeps the child away. */
  event: EventName | null
  allergy: Warning | null
  careplan: Warning | null
  guardians: { name: string; relation: Relation; authority: boolean; phone: string | null }[]
  /** `withdrawn`: a parent asked that the person fetch the child no more, and nobody has answered yet. */
  contacts: {
    name: string
    link: ContactLink
    phone: string | null
    mayCollect: boolean
    inEmergency: boolean
    withdrawn: boolean
  }[]
  authorisations: { label: string; isGranted: boolean; hour: string | null }[]
}

export type ReadActivity = ActivityRules & { name: string; icon: ActivityIcon }

/** Who stands on a sheet; what waits or was refused does not. */
export const SHEET_STATES = [
  'BOOKED',
  'OFFERED',
  'ABSENCE_REQUESTED',
  'PRESENT',
  'NO_SHOW',
  'ABSENT',
] as const

/** SQL of a warning about the child "c": what is in force, else what is declared or was refused last. */
const warning = (inForce: Prisma.Sql, declared: Prisma.Sql) => Prisma.sql`
  CASE WHEN ${inForce} THEN 'KNOWN' WHEN EXISTS (SELECT 1 FROM "PendingChange" p WHERE p."childId" = c.id AND ${declared}
    AND (p.state = 'PENDING' OR (p.state = 'REFUSED' AND NOT EXISTS (SELECT 1 FROM "PendingChange" n WHERE n."childId" = p."childId"
      AND n.unit = p.unit AND n."itemId" IS NOT DISTINCT FROM p."itemId" AND n."askedAt" > p."askedAt")))) THEN 'DECLARED' END`

const ALLERGY = warning(
  Prisma.sql`c."allergiesEncrypted" IS NOT NULL OR EXISTS (SELECT 1 FROM "Allergy" al WHERE al."childId" = c.id)`,
  Prisma.sql`p.section = 'allergies' AND p.after ->> 'substance' IS NOT NULL`,
)

const CAREPLAN = warning(
  Prisma.sql`c."careplanEncrypted" IS NOT NULL`,
  Prisma.sql`p.section = 'health' AND p.unit = 'careplan' AND p.after ->> 'careplan' IS NOT NULL`,
)

/** An event of a sheet's day and whom it concerns; `school` and `group` null: all. */
export type SheetEvent = EventName &
  Pick<EventScope, 'grades'> & { school: string | null; group: string | null }

type ReadSheet = {
  activity: ReadActivity
  /** The tariff of the day. */
  rules: TariffRules | null
  children: SheetChild[]
  events: SheetEvent[]
}

/** All that a sheet is made of, by name: one statement. Null when there is no such activity. */
export async function readSheet(client: Tx, { activityId, day }: SheetKey): Promise<ReadSheet | null> {
  const [row] = await client.$queryRaw<ReadSheet[]>`
    SELECT ${ACTIVITY} AS activity, ${tariffJson(Prisma.sql`a.id`, day)} AS rules,
      COALESCE((SELECT json_agg(json_build_object('name', v.name, 'kind', v.kind, 'grades', v.grades,
        'school', s.name, 'group', NULLIF(g.name, '')) ORDER BY v."declaredAt", v.id)
      FROM "EventTarget" t JOIN "CollectiveEvent" v ON v.id = t."eventId" AND v."cancelledAt" IS NULL
        AND ${day}::date BETWEEN v."startsOn" AND v."endsOn"
      LEFT JOIN "School" s ON s.id = v."schoolId" LEFT JOIN "ActivityGroup" g ON g.id = t."groupId"
      WHERE t."activityId" = a.id), '[]') AS events, COALESCE((SELECT json_agg(json_build_object('childId', c.id, 'firstName', ${FIRST_NAME},
        'lastName', COALESCE(c."usualName", c."lastName"), 'colour', c.colour, 'grade', c.grade, 'school', s.name, 'diet', c.diet,
        'groupId', b."groupId", 'state', b.state, 'before', b."beforeMark" ->> 'state', 'familyId', b."familyId",
        'arrivedAt', b."arrivedAt", 'leftAt', b."leftAt",
        'event', (SELECT json_build_object('name', v.name, 'kind', v.kind) FROM "CollectiveEvent" v
          WHERE v.id = b."eventId" AND v."cancelledAt" IS NULL),
        'allergy', ${ALLERGY}, 'careplan', ${CAREPLAN},
        'guardians', COALESCE((SELECT json_agg(json_build_object('name', split_part(g."firstNames", ' ', 1) || ' ' || g."lastName",
            'relation', gs.relation, 'authority', gs."parentalAuthority", 'phone', COALESCE(g."mobilePhone", g."workPhone", g."homePhone"))
            ORDER BY g."familyId" <> b."familyId", g."createdAt", g.id)
          FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = c.id), '[]'),
        'contacts', COALESCE((SELECT json_agg(json_build_object('name', ct."firstNames" || ' ' || ct."lastName", 'link', ct.link,
            'phone', ct.phone, 'mayCollect', ct."mayCollect", 'inEmergency', ct."inEmergency",
            'withdrawn', ct."mayCollect" AND EXISTS (SELECT 1 FROM "PendingChange" p WHERE p."childId" = c.id AND p.section = 'contacts'
              AND p."itemId" = ct.id AND p.state = 'PENDING' AND COALESCE(p.after ->> 'mayCollect', 'false') = 'false'))
            ORDER BY ct.rank, ct.id) FROM "Contact" ct WHERE ct."childId" = c.id), '[]'),
        'authorisations', COALESCE((SELECT json_agg(json_build_object('label', t.label, 'isGranted', ca."isGranted", 'hour', ca.hour)
            ORDER BY t.position, t.id)
          FROM "ChildAuthorisation" ca JOIN "AuthorisationType" t ON t.id = ca."typeId" AND t."endedAt" IS NULL
          WHERE ca."childId" = c.id), '[]'))
        ORDER BY espace_normalise(COALESCE(c."usualName", c."lastName")), espace_normalise(c."firstNames"), c.id)
      FROM "Booking" b JOIN "Child" c ON c.id = b."childId" LEFT JOIN "School" s ON s.id = c."schoolId"
      WHERE b."activityId" = a.id AND b.day = ${day}::date AND b.state::text = ANY(${[...SHEET_STATES]})), '[]') AS children
    FROM "Activity" a WHERE a.id = ${activityId}`
  return row ?? null
}

/** A child to be marked. `state` is null without a booking; then `mayCome` tells whether the activity has the child. */
export type ChildToMark = GroupedChild & {
  childId: string
  name: string
  state: StoredState | null
  before: EntryState | null
  billing: Billing
  groupId: number | null
  familyId: string
  requestId: string | null
  /** A collective event took the place: the family did not give it up. */
  released: boolean
  mayCome: boolean
  enrolledIn: number | null
  /** The family that books where no custody rule says. */
  ownFamilyId: string
  custody: CustodyRule[]
}

/** Children by their ids, or all those booked, once the day is locked: one statement. */
export async function readToMark(
  tx: Tx,
  { activityId, day }: SheetKey,
  childIds: readonly string[] | 'BOOKED',
): Promise<{ activity: ReadActivity; children: ChildToMark[] }> {
  const asked =
    childIds === 'BOOKED' ? Prisma.sql`b.state = 'BOOKED'` : Prisma.sql`c.id = ANY(${[...childIds]}::uuid[])`
  const [row] = await tx.$queryRaw<{ activity: ReadActivity; children: ChildToMark[] }[]>`
    SELECT ${ACTIVITY} AS activity, COALESCE((SELECT json_agg(json_build_object('childId', c.id,
        'name', ${FIRST_NAME} || ' ' || COALESCE(c."usualName", c."lastName"), 'birthDate', c."birthDate", 'grade', c.grade,
        'state', b.state, 'before', b."beforeMark" ->> 'state', 'released', b."eventId" IS NOT NULL,
        'billing', COALESCE(b."beforeEvent" ->> 'billing', b.billing::text, 'STANDARD'), 'groupId', b."groupId",
        'familyId', b."familyId", 'requestId', b."requestId", 'mayCome', a."openToAll" OR e.id IS NOT NULL, 'enrolledIn', e."groupId",
        'ownFamilyId', held."familyId", 'custody', CASE WHEN b.state IS NULL THEN ${custodyJson(Prisma.sql`c.id`)} ELSE '[]' END))
      FROM "Child" c
      JOIN LATERAL (SELECT g."familyId" FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId"
        WHERE gs."childId" = c.id ORDER BY g."createdAt", g.id LIMIT 1) held ON true
      LEFT JOIN "Booking" b ON b."childId" = c.id AND b."activityId" = a.id AND b.day = ${day}::date
      LEFT JOIN "Enrollment" e ON e."childId" = c.id AND e."activityId" = a.id AND ${day}::date BETWEEN e."startsOn" AND e."endsOn"
      WHERE ${asked}), '[]') AS children
    FROM "Activity" a WHERE a.id = ${activityId}`
  return row!
}

/** A mark to be written: where it leads, what is billed then, and of a child without a booking, whose. */
export type MarkRow = {
  childId: string
  state: 'PRESENT' | 'NO_SHOW'
  billing: Billing
  groupId: number
  familyId: string
}

/** Writes marks on a day that the transaction has locked, and keeps what stood before them: one statement. */
export async function writeMarks(
  tx: Tx,
  { activityId, day }: SheetKey,
  rows: readonly MarkRow[],
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Booking" AS b ("childId", "activityId", "groupId", day, state, billing, "familyId", "beforeMark", "updatedAt")
    SELECT "childId", ${activityId}, "groupId", ${day}::date, state, billing, "familyId", '{"state": "ENROLLED"}', ${at}
    FROM unnest(${rows.map((one) => one.childId)}::uuid[], ${rows.map((one) => one.groupId)}::int[],
      ${rows.map((one) => one.state)}::"BookingState"[], ${rows.map((one) => one.billing)}::"BookingBilling"[],
      ${rows.map((one) => one.familyId)}::uuid[]) AS r("childId", "groupId", state, billing, "familyId")
    ON CONFLICT ("childId", day, "activityId") DO UPDATE SET state = EXCLUDED.state, billing = EXCLUDED.billing,
      "beforeMark" = CASE WHEN b.state IN ('PRESENT', 'NO_SHOW') THEN b."beforeMark" ELSE jsonb_build_object('state', b.state,
        'billing', b.billing, 'excuse', b.excuse, 'reason', b.reason, 'waitingNumber', b."waitingNumber", 'offeredUntil', b."offeredUntil") END,
      "arrivedAt" = CASE WHEN EXCLUDED.state = 'PRESENT' THEN b."arrivedAt" END,
      "leftAt" = CASE WHEN EXCLUDED.state = 'PRESENT' THEN b."leftAt" END,
      excuse = NULL, reason = NULL, "waitingNumber" = NULL, "offeredUntil" = NULL, "updatedAt" = EXCLUDED."updatedAt"`
}

/** Takes marks away on a day that the transaction has locked: what stood before stands again. Two statements. */
export async function removeMarks(
  tx: Tx,
  { activityId, day }: SheetKey,
  childIds: readonly string[],
  at: Date,
): Promise<void> {
  const marked = Prisma.sql`"activityId" = ${activityId} AND day = ${day}::date AND "childId" = ANY(${[...childIds]}::uuid[])
    AND state IN ('PRESENT', 'NO_SHOW')`
  await tx.$executeRaw`DELETE FROM "Booking" WHERE ${marked} AND "beforeMark" ->> 'state' = 'ENROLLED'`
  await tx.$executeRaw`
    UPDATE "Booking" SET state = COALESCE("beforeMark" ->> 'state', 'BOOKED')::"BookingState",
      billing = COALESCE(("beforeMark" ->> 'billing')::"BookingBilling", billing),
      excuse = ("beforeMark" ->> 'excuse')::"AbsenceExcuse", reason = "beforeMark" ->> 'reason',
      "waitingNumber" = ("beforeMark" ->> 'waitingNumber')::bigint, "offeredUntil" = ("beforeMark" ->> 'offeredUntil')::timestamptz,
      "beforeMark" = NULL, "arrivedAt" = NULL, "leftAt" = NULL, "updatedAt" = ${at}
    WHERE ${marked}`
}

/** A child that the search of a sheet found; `state` is null without a booking that day. */
export type FoundChild = {
  childId: string
  firstName: string
  lastName: string
  colour: number
  grade: Grade | null
  school: string | null
  state: StoredState | null
}

/** The children that an activity may have on a day, by a part of their names, however written. */
export async function findChildren(
  client: Tx,
  { activityId, day }: SheetKey,
  names: string,
  count: number,
): Promise<FoundChild[]> {
  const likeness = Prisma.sql`word_similarity(espace_normalise(${names}),
    espace_normalise(c."lastName" || ' ' || c."firstNames" || ' ' || coalesce(c."usualName", '')))`
  return client.$queryRaw<FoundChild[]>`
    SELECT c.id AS "childId", ${FIRST_NAME} AS "firstName", COALESCE(c."usualName", c."lastName") AS "lastName", c.colour,
      c.grade::text AS grade, s.name AS school, b.state::text AS state
    FROM "Activity" a CROSS JOIN "Child" c LEFT JOIN "School" s ON s.id = c."schoolId"
    LEFT JOIN "Booking" b ON b."childId" = c.id AND b."activityId" = a.id AND b.day = ${day}::date
    WHERE a.id = ${activityId} AND (a."openToAll" OR EXISTS (SELECT 1 FROM "Enrollment" e WHERE e."childId" = c.id
        AND e."activityId" = a.id AND ${day}::date BETWEEN e."startsOn" AND e."endsOn"))
      AND ${likeness} > 0.45
    ORDER BY ${likeness} DESC, espace_normalise(c."lastName"), c."firstNames", c.id
    LIMIT ${count}`
}

/** The figures of an activity's sheet. */
export type SheetLine = {
  activityId: number
  name: string
  icon: ActivityIcon
  expected: number
  present: number
  missing: number
  toMark: number
}

/** The sheets of a day, with their figures: of some activities, or of all. One statement. */
export async function readSheetLines(
  client: Tx,
  day: Day,
  activityIds: readonly number[] | null,
): Promise<(SheetLine & { activity: ReadActivity })[]> {
  return client.$queryRaw<(SheetLine & { activity: ReadActivity })[]>`
    SELECT a.id AS "activityId", a.name, a.icon::text AS icon, ${ACTIVITY} AS activity, n.*
    FROM "Activity" a CROSS JOIN LATERAL (SELECT
      count(*) FILTER (WHERE b.state IN ('BOOKED', 'ABSENCE_REQUESTED', 'NO_SHOW') OR (b.state = 'PRESENT'
        AND COALESCE(b."beforeMark" ->> 'state', 'BOOKED') NOT IN ('ENROLLED', 'REFUSED', 'ABSENT')))::int AS expected,
      count(*) FILTER (WHERE b.state = 'PRESENT')::int AS present, count(*) FILTER (WHERE b.state = 'NO_SHOW')::int AS missing,
      count(*) FILTER (WHERE b.state IN ('BOOKED', 'ABSENCE_REQUESTED'))::int AS "toMark"
      FROM "Booking" b WHERE b."activityId" = a.id AND b.day = ${day}::date) n
    WHERE ${activityIds === null} OR a.id = ANY(${[...(activityIds ?? [])]}::int[]) ORDER BY a.position, a.id`
}
