import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { dayFromDb, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission, roleCan } from '@/lib/core/permissions'
import type { Values } from '@/lib/dossier/fields'
import { linesOf, type DossierLine, type SealedTarget } from '@/lib/dossier/lines'
import { itemsOfLists, tableOf, valuesOfRow } from '@/lib/dossier/rows'
import { DECLARED_SECTIONS } from '@/lib/dossier/sections'
import type { CustodyRule } from './custody-rules'
import { custodyJson } from './sql'
import type { RequestKind, RequestState } from '@/lib/generated/prisma/enums.ts'
import { Prisma } from '@/lib/generated/prisma/client.ts'

/** A change that waits, as the family's page shows it beside the value in force. */
export type WaitingChangeView = {
  unit: string
  itemId: string | null
  after: Values
  askedAt: Date
  askedBy: string | null
}

export type GuardianView = { id: string; values: Values; changes: WaitingChangeView[] }

/** `relations` tells every guardian of the child, those of another family included. */
export type ChildView = {
  id: string
  colour: number
  values: Values
  changes: WaitingChangeView[]
  /** Whether something is known of the child's health; what, is read apart (`readHealth`). Null without the right. */
  hasHealthData: boolean | null
  relations: {
    guardianId: string
    guardian: string
    relation: 'MOTHER' | 'FATHER' | 'GUARDIAN'
    parentalAuthority: boolean
    otherFamily: { id: string; name: string } | null
  }[]
  /** Who may fetch the child or be called, in force or declared (safety does not wait). */
  contacts: DossierLine[]
  enrollments: {
    id: string
    activityId: number
    activity: string
    group: string | null
    startsOn: Day
    endsOn: Day
    weekdays: number[]
  }[]
  /** Which family has the child when, where its parents live apart. */
  custody: (CustodyRule & { id: string })[]
}

export type RequestView = {
  id: string
  number: number
  kind: RequestKind
  state: RequestState
  askedAt: Date
  startsOn: Day
  endsOn: Day
  children: string[]
  activities: string[]
}

export type WholeFamily = {
  id: string
  name: string
  externalNumber: string | null
  familyQuotient: number | null
  benefitOrganism: string | null
  isResident: boolean
  /** When a parent last said that the dossier is up to date. */
  confirmedAt: Date | null
  guardians: GuardianView[]
  children: ChildView[]
  requests: RequestView[]
  /** How many changes wait that the agent may decide: of its people, and of what it holds together. */
  waiting: number
}

const REQUESTS_SHOWN = 8

const CONTACTS = DECLARED_SECTIONS.find(({ id }) => id === 'contacts')!

const HEALTH_SECTIONS = DECLARED_SECTIONS.filter(({ agents }) => agents.read === 'health.read').map(
  ({ id }) => id,
)

/**
 * A family, whole, for an agent: a constant number of statements.
 *
 * @throws NotFound without the permission or the family
 */
export async function wholeFamily(agent: AgentActor, familyId: string): Promise<WholeFamily> {
  requirePermission(agent, 'family.read')
  if (!isIdentifier(familyId)) throw new NotFound()
  const [family, guardians, children, requests] = await Promise.all([
    db.family.findUnique({
      where: { id: familyId },
      select: {
        id: true,
        name: true,
        externalNumber: true,
        familyQuotient: true,
        benefitOrganism: true,
        isResident: true,
        confirmedAt: true,
        _count: {
          select: {
            changes: {
              where: {
                state: 'PENDING',
                guardianId: null,
                childId: null,
                section: { in: householdSections(agent) },
              },
            },
          },
        },
      },
    }),
    readGuardians(familyId),
    readChildren(familyId, roleCan(agent.role, 'health.read')),
    readRequests(familyId),
  ])
  if (!family) throw new NotFound()
  const { _count, ...own } = family
  const ofPeople = roleCan(agent.role, 'change.decide')
    ? [...guardians, ...children].flatMap(({ changes }) => changes).length
    : 0
  return { ...own, guardians, children, requests, waiting: ofPeople + _count.changes }
}

/** The sections of what a family holds together whose changes an agent decides. */
const householdSections = (agent: AgentActor): string[] =>
  DECLARED_SECTIONS.filter(
    ({ target, agents }) => target === 'family' && roleCan(agent.role, agents.decide),
  ).map(({ id }) => id)

const changesOf = (column: Prisma.Sql) => Prisma.sql`
  COALESCE((SELECT json_agg(json_build_object('unit', p.unit, 'itemId', p."itemId", 'after', p.after, 'askedAt', p."askedAt",
      'askedBy', a."firstName" || ' ' || a."lastName") ORDER BY p."askedAt")
    FROM "PendingChange" p LEFT JOIN "Account" a ON a.id = p."authorId"
    WHERE ${column} = t.id AND p.state = 'PENDING'), '[]') AS changes`

/** JSON carries instants as texts. */
const withDates = <Row extends { changes: WaitingChangeView[] }>(row: Row): Row => ({
  ...row,
  changes: row.changes.map((change) => ({ ...change, askedAt: new Date(change.askedAt) })),
})

async function readGuardians(familyId: string): Promise<GuardianView[]> {
  const rows = await db.$queryRaw<GuardianView[]>`
    SELECT t.id, ${valuesOfRow('guardian')} AS values, ${changesOf(Prisma.sql`p."guardianId"`)}
    FROM ${tableOf('guardian')} t WHERE t."familyId" = ${familyId}::uuid ORDER BY t."createdAt", t.id`
  return rows.map(withDates)
}

async function readChildren(familyId: string, readsHealth: boolean): Promise<ChildView[]> {
  type Row = Omit<ChildView, 'contacts'> & {
    items: SealedTarget['items']
    contactChanges: SealedTarget['changes']
  }
  const rows = await db.$queryRaw<Row[]>`
    SELECT t.id, t.colour, ${valuesOfRow('child')} AS values, ${changesOf(Prisma.sql`p."childId"`)},
      CASE WHEN ${readsHealth} THEN num_nonnulls(t."allergiesEncrypted", t."careplanEncrypted", t."careplanEndsOnEncrypted", t."doctorNameEncrypted",
          t."doctorPhoneEncrypted", t."treatmentsEncrypted", t."aidsEncrypted", t."recommendationsEncrypted") > 0
        OR EXISTS (SELECT 1 FROM "Allergy" al WHERE al."childId" = t.id) OR EXISTS (SELECT 1 FROM "Vaccination" va WHERE va."childId" = t.id)
        OR EXISTS (SELECT 1 FROM "PendingChange" p WHERE p."childId" = t.id AND p.section = ANY(${HEALTH_SECTIONS}) AND p.state IN ('PENDING', 'REFUSED'))
      END AS "hasHealthData",
      (SELECT json_agg(json_build_object('guardianId', g.id, 'guardian', split_part(g."firstNames", ' ', 1) || ' ' || g."lastName",
          'relation', gs.relation, 'parentalAuthority', gs."parentalAuthority",
          'otherFamily', CASE WHEN f.id <> ${familyId}::uuid THEN json_build_object('id', f.id, 'name', f.name) END)
          ORDER BY f.id <> ${familyId}::uuid, g."createdAt", g.id)
        FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId" JOIN "Family" f ON f.id = g."familyId"
        WHERE gs."childId" = t.id) AS relations,
      ${itemsOfLists([CONTACTS])} AS items,
      COALESCE((SELECT json_agg(json_build_object('id', c.id, 'section', c.section, 'unit', c.unit, 'itemId', c."itemId", 'after', c.after)
        ORDER BY c."askedAt") FROM "PendingChange" c WHERE c."childId" = t.id AND c.section = 'contacts' AND c.state = 'PENDING'), '[]') AS "contactChanges",
      COALESCE((SELECT json_agg(json_build_object('id', e.id, 'activityId', a.id, 'activity', a.name, 'group', g.name,
          'startsOn', e."startsOn", 'endsOn', e."endsOn", 'weekdays', e.weekdays) ORDER BY a.position, e."startsOn")
        FROM "Enrollment" e JOIN "Activity" a ON a.id = e."activityId" LEFT JOIN "ActivityGroup" g ON g.id = e."groupId"
        WHERE e."childId" = t.id), '[]') AS enrollments,
      ${custodyJson(Prisma.sql`t.id`)} AS custody
    FROM ${tableOf('child')} t
    WHERE EXISTS (SELECT 1 FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId"
      WHERE gs."childId" = t.id AND g."familyId" = ${familyId}::uuid)
    ORDER BY t."birthDate", t.id`
  return rows.map(({ items, contactChanges, ...row }) => ({
    ...withDates(row),
    contacts: linesOf(CONTACTS, { id: row.id, sealed: {}, items, changes: contactChanges }),
  }))
}

async function readRequests(familyId: string): Promise<RequestView[]> {
  const rows = await db.$queryRaw<
    (Omit<RequestView, 'startsOn' | 'endsOn'> & { startsOn: Date; endsOn: Date })[]
  >`
    SELECT r.id, r.number, r.kind::text AS kind, r.state::text AS state, r."askedAt", r."startsOn", r."endsOn",
      ARRAY(SELECT split_part(c."firstNames", ' ', 1) FROM "Child" c WHERE c.id = ANY(r."childIds") ORDER BY c."birthDate") AS children,
      ARRAY(SELECT a.name FROM "Activity" a WHERE a.id = ANY(r."activityIds") ORDER BY a.position) AS activities
    FROM "BookingRequest" r WHERE r."familyId" = ${familyId}::uuid
    ORDER BY r.state = 'PENDING' DESC, r."askedAt" DESC, r.id LIMIT ${REQUESTS_SHOWN}`
  return rows.map((row) => ({ ...row, startsOn: dayFromDb(row.startsOn), endsOn: dayFromDb(row.endsOn) }))
}

/** The schools of the collectivité, by name, for the agents' forms. */
export async function schoolNames(agent: AgentActor): Promise<string[]> {
  requirePermission(agent, 'family.edit')
  const schools = await db.school.findMany({ select: { name: true }, orderBy: { name: 'asc' } })
  return schools.map(({ name }) => name)
}
