import 'server-only'
import { fieldLabels } from '@/lib/audit/field-labels'
import { WEEKDAY_OPTIONS } from '@/lib/activity/messages'
import { dayInParis, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import {
  isAbsent,
  unitsOf,
  type Field,
  type Section,
  type TargetKind,
  type Values,
} from '@/lib/dossier/fields'
import {
  isAboutRow,
  itemsOfLists,
  sealedRow,
  tableOf,
  unsealItem,
  unsealRow,
  type SealedItem,
} from '@/lib/dossier/rows'
import { changeSeat, unseal, type SealedValues } from '@/lib/dossier/secrets'
import { sectionsOf, type Dossier } from '@/lib/dossier/sections'
import { canonical, displayValue, personName } from '@/lib/dossier/values'
import { READERS } from '@/lib/dossier/messages'
import { CUSTODY_LABELS, RELATION_LABELS } from '@/lib/family/messages'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type {
  AgentRole,
  AuditActor,
  BookingState,
  ChangeState,
  CustodyKind,
  DocumentState,
  Relation,
  RequestKind,
  RequestState,
} from '@/lib/generated/prisma/enums.ts'
import { REQUEST_STATE_WORDS } from '@/lib/planning/messages'
import { guardianName } from '@/lib/subscription/messages'
import {
  EXPORT_VERSION,
  type Coded,
  type ExportedChange,
  type ExportedChild,
  type ExportedDocument,
  type ExportedField,
  type ExportedPerson,
  type ExportedReading,
  type ExportedRequest,
  type ExportedSection,
  type ExportedSubscription,
  type FamilyExport,
} from './format'
import {
  BOOKING_WORDS,
  CUSTODY_DAYS,
  READER_WORDS,
  READING_WORDS,
  REQUEST_KIND_WORDS,
  STATE_WORDS,
} from './messages'

/** For whom an export is made: a family, the guardians through whom its children are seen, and what may be read. */
export type Viewer = {
  familyId: string
  guardianIds: readonly string[]
  mayRead: (section: Section) => boolean
}

/** Who else may read what a shared child holds is no business of this family: only its own rows, and these words. */
const OTHER_FAMILY = 'l’autre responsable'

type ChangeRow = {
  id: string
  section: string
  unit: string
  itemId: string | null
  before: SealedValues
  after: SealedValues
  state: ChangeState
  askedAt: string
  askedBy: string | null
  decidedAt: string | null
  reason: string | null
  ours: boolean
}

type PersonRow = {
  id: string
  sealed: SealedValues
  items: Record<string, SealedItem[]>
  changes: ChangeRow[]
}

const coded = <Code extends string>(words: Readonly<Record<Code, string>>, code: Code): Coded => ({
  code,
  label: words[code],
})

/**
 * All that the portal holds of a family and that who asks may see; null when there is no such family. Of a child of
 * two families, what the other one alone holds is not read: its requests, its phones, its reasons, its private documents.
 */
export async function readFamilyExport(
  tx: Tx,
  dossier: Dossier,
  viewer: Viewer,
  at: Date,
): Promise<{ copy: FamilyExport; childIds: string[] } | null> {
  const { familyId } = viewer
  const family = await tx.family.findUnique({
    where: { id: familyId },
    select: { externalNumber: true, name: true, confirmedAt: true },
  })
  if (!family) return null
  const authority = await tx.authority.findUniqueOrThrow({ where: { id: 1 }, select: { name: true } })
  const [household] = await readPeople(tx, dossier, 'family', viewer)
  const guardians = await readPeople(tx, dossier, 'guardian', viewer)
  const children = await readPeople(tx, dossier, 'child', viewer)
  const childIds = children.map(({ id }) => id)
  const person = (kind: TargetKind) => (row: PersonRow) => exportPerson(dossier, kind, row, viewer)
  const [links, custody, enrollments, bookings] = [
    await readLinks(tx, viewer, childIds),
    await readCustody(tx, viewer, childIds),
    await readEnrollments(tx, childIds),
    await readBookings(tx, viewer, childIds),
  ]
  const copy: FamilyExport = {
    format: 'espace-famille.famille',
    version: EXPORT_VERSION,
    exportedAt: at.toISOString(),
    authority: authority.name,
    family: {
      number: family.externalNumber,
      name: family.name,
      confirmedAt: family.confirmedAt?.toISOString() ?? null,
    },
    household: { ...person('family')(household!), name: `Famille ${family.name}` },
    guardians: guardians.map(person('guardian')),
    children: children.map((row): ExportedChild => ({
      ...person('child')(row),
      links: links.filter(({ childId }) => childId === row.id).map(({ childId: _, ...link }) => link),
      custody: custody.filter(({ childId }) => childId === row.id).map(({ childId: _, ...rule }) => rule),
      enrollments: enrollments
        .filter(({ childId }) => childId === row.id)
        .map(({ childId: _, ...one }) => one),
      bookings: bookings.filter(({ childId }) => childId === row.id).map(({ childId: _, ...one }) => one),
    })),
    requests: await readRequests(tx, viewer),
    documents: await readDocuments(tx, dossier, viewer, childIds, dayInParis(at)),
    subscriptions: await readSubscriptions(tx, familyId),
    readings: await readReadings(tx, viewer, childIds),
    leftOut: dossier.sections
      .filter((section) => isShown(section) && !viewer.mayRead(section))
      .map(({ title }) => title),
  }
  return { copy, childIds }
}

const isShown = (section: Section) => unitsOf(section).some(({ mode }) => mode !== 'HIDDEN')

/** The sections of a target that are exported, without the fields that families do not see. */
function exportedSections(dossier: Dossier, kind: TargetKind, { mayRead }: Viewer): Section[] {
  return sectionsOf(dossier, kind)
    .filter((section) => isShown(section) && mayRead(section))
    .map((section) => ({ ...section, fields: section.fields.filter(({ mode }) => mode !== 'HIDDEN') }))
}

async function readPeople(tx: Tx, dossier: Dossier, kind: TargetKind, viewer: Viewer): Promise<PersonRow[]> {
  const { familyId, guardianIds } = viewer
  const lists = exportedSections(dossier, kind, viewer).filter(({ list }) => list)
  const scope = {
    family: Prisma.sql`t.id = ${familyId}::uuid`,
    guardian: Prisma.sql`t."familyId" = ${familyId}::uuid`,
    child: Prisma.sql`t.id IN (SELECT "childId" FROM "Guardianship" WHERE "guardianId" = ANY(${guardianIds}::uuid[]))`,
  }[kind]
  const order = Prisma.raw(kind === 'child' ? 't."birthDate", t.id' : 't."createdAt", t.id')
  return tx.$queryRaw<PersonRow[]>`
    SELECT t.id, ${sealedRow(kind)} AS sealed, ${itemsOfLists(lists)} AS items,
      (SELECT COALESCE(json_agg(json_build_object('id', c.id, 'section', c.section, 'unit', c.unit, 'itemId', c."itemId",
          'before', c.before, 'after', c.after, 'state', c.state, 'askedAt', c."askedAt", 'decidedAt', c."decidedAt",
          'reason', c.reason, 'askedBy', a."firstName" || ' ' || a."lastName", 'ours', c."familyId" = ${familyId}::uuid)
          ORDER BY c."askedAt", c.id), '[]')
        FROM "PendingChange" c LEFT JOIN "Account" a ON a.id = c."authorId" WHERE ${isAboutRow(kind)}) AS changes
    FROM ${tableOf(kind)} t WHERE ${scope} ORDER BY ${order}`
}

function exportPerson(dossier: Dossier, kind: TargetKind, row: PersonRow, viewer: Viewer): ExportedPerson {
  const sections = exportedSections(dossier, kind, viewer)
  const values = unsealRow(
    kind,
    row.id,
    row.sealed,
    sections.filter(({ list }) => !list),
  )
  return {
    kind,
    name: personName(values),
    sections: sections.map((section): ExportedSection => ({
      section: section.id,
      title: section.title,
      ...(section.list
        ? { items: (row.items[section.id] ?? []).map((item) => exportItem(section, row.id, item, viewer)) }
        : { fields: section.fields.map((field) => exportField(field, values)) }),
    })),
    changes: row.changes.flatMap((change) => exportChange(sections, change)),
  }
}

function exportItem(section: Section, childId: string, item: SealedItem, viewer: Viewer): ExportedField[] {
  const isOurs = item.familyId === null || item.familyId === viewer.familyId
  const values = unsealItem(section, childId, item)
  return readableFields(section, isOurs).map((field) => exportField(field, values))
}

/** What only the family that wrote an item reads of it stays with that family. */
function readableFields({ fields, list }: Section, isOurs: boolean): Field[] {
  const hidden = isOurs ? [] : (list?.privateFields ?? [])
  return fields.filter(({ name }) => !hidden.includes(name))
}

function exportField(field: Field, values: Values): ExportedField {
  const value = canonical(field, values[field.name])
  return { field: field.name, label: field.label, value, text: displayValue(field, value, 'WHOLE') }
}

function exportChange(sections: readonly Section[], change: ChangeRow): ExportedChange[] {
  const section = sections.find(({ id }) => id === change.section)
  const unit = section && unitsOf(section).find(({ id }) => id === change.unit)
  if (!unit) return []
  const readable = readableFields({ ...section, fields: unit.fields }, change.ours)
  const side = (which: 'before' | 'after'): ExportedField[] | null => {
    const values = unseal(unit.fields, change[which], changeSeat(change.id, which))
    const isErased = Object.keys(values).length === 0
    if (isErased || (change.itemId !== null && isAbsent(values))) return null
    return readable.map((field) => exportField(field, values))
  }
  return [
    {
      section: section.id,
      label: unit.label,
      before: side('before'),
      after: side('after'),
      state: coded(STATE_WORDS, change.state),
      askedAt: iso(change.askedAt)!,
      askedBy: change.ours ? change.askedBy : OTHER_FAMILY,
      decidedAt: iso(change.decidedAt),
      reason: change.ours ? change.reason : null,
    },
  ]
}

const iso = (instant: string | Date | null) => (instant === null ? null : new Date(instant).toISOString())

/** The links of the children with this family's own guardians. */
async function readLinks(tx: Tx, { familyId }: Viewer, childIds: readonly string[]) {
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
async function readCustody(tx: Tx, { familyId }: Viewer, childIds: readonly string[]) {
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

async function readEnrollments(tx: Tx, childIds: readonly string[]) {
  const rows = await tx.$queryRaw<
    { childId: string; activity: string; startsOn: string; endsOn: string; weekdays: number[] }[]
  >`
    SELECT e."childId", a.name AS activity, e."startsOn"::text AS "startsOn", e."endsOn"::text AS "endsOn", e.weekdays
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
async function readBookings(tx: Tx, { familyId }: Viewer, childIds: readonly string[]) {
  const rows = await tx.$queryRaw<
    { childId: string; day: string; activity: string; state: BookingState; reason: string | null }[]
  >`
    SELECT b."childId", b.day::text AS day, a.name AS activity, b.state::text AS state,
      CASE WHEN b."familyId" = ${familyId}::uuid THEN b.reason END AS reason
    FROM "Booking" b JOIN "Activity" a ON a.id = b."activityId"
    WHERE b."childId" = ANY(${childIds}::uuid[]) ORDER BY b.day, a.position`
  return rows.map((row) => ({ ...row, state: coded(BOOKING_WORDS, row.state) }))
}

async function readRequests(tx: Tx, { familyId }: Viewer): Promise<ExportedRequest[]> {
  const rows = await tx.$queryRaw<
    (Omit<ExportedRequest, 'kind' | 'state' | 'askedAt' | 'decidedAt'> & {
      kind: RequestKind
      state: RequestState
      askedAt: Date
      decidedAt: Date | null
    })[]
  >`
    SELECT r.number, r.kind::text AS kind, r.state::text AS state, r."askedAt", a."firstName" || ' ' || a."lastName" AS "askedBy",
      r."startsOn"::text AS "startsOn", r."endsOn"::text AS "endsOn", r.comment, r."decidedAt", r.reason,
      ARRAY(SELECT split_part(c."firstNames", ' ', 1) FROM "Child" c WHERE c.id = ANY(r."childIds") ORDER BY c."birthDate") AS children,
      ARRAY(SELECT v.name FROM "Activity" v WHERE v.id = ANY(r."activityIds") ORDER BY v.position) AS activities
    FROM "BookingRequest" r LEFT JOIN "Account" a ON a.id = r."authorId"
    WHERE r."familyId" = ${familyId}::uuid ORDER BY r.number`
  return rows.map((row) => ({
    ...row,
    kind: coded(REQUEST_KIND_WORDS, row.kind),
    state: coded(REQUEST_STATE_WORDS, row.state),
    askedAt: iso(row.askedAt)!,
    decidedAt: iso(row.decidedAt),
  }))
}

/**
 * What was handed in, without the files: by this family, or for its children by the other one, while it stands and
 * unless its type is private to a family.
 */
async function readDocuments(
  tx: Tx,
  dossier: Dossier,
  viewer: Viewer,
  childIds: readonly string[],
  today: Day,
): Promise<ExportedDocument[]> {
  const { familyId } = viewer
  const health = dossier.sections.find(({ id }) => id === 'health')
  const rows = await tx.$queryRaw<
    (Omit<ExportedDocument, 'state' | 'depositedAt'> & { state: DocumentState; depositedAt: Date })[]
  >`
    SELECT ty.name AS type, d.state::text AS state, d."depositedAt", d."expiresOn"::text AS "expiresOn",
      CASE WHEN d."familyId" = ${familyId}::uuid THEN d.reason END AS reason,
      COALESCE(split_part(c."firstNames", ' ', 1), split_part(g."firstNames", ' ', 1) || ' ' || g."lastName", 'Famille ' || f.name) AS of
    FROM "Document" d JOIN "DocumentType" ty ON ty.id = d."typeId" JOIN "Family" f ON f.id = d."familyId"
    LEFT JOIN "Child" c ON c.id = d."childId" LEFT JOIN "Guardian" g ON g.id = d."guardianId"
    WHERE ((d."childId" IS NULL AND d."familyId" = ${familyId}::uuid)
        OR (d."childId" = ANY(${childIds}::uuid[]) AND (d."familyId" = ${familyId}::uuid OR (NOT ty.private
          AND (d.state = 'PENDING' OR (d.state = 'ACCEPTED' AND (d."expiresOn" IS NULL OR d."expiresOn" >= ${today}::date)))))))
      AND (NOT ty.restricted OR ${!health || viewer.mayRead(health)}) ORDER BY d."depositedAt", d.id`
  return rows.map((row) => ({
    ...row,
    state: coded(STATE_WORDS, row.state),
    depositedAt: iso(row.depositedAt)!,
  }))
}

async function readSubscriptions(tx: Tx, familyId: string): Promise<ExportedSubscription[]> {
  const rows = await tx.subscription.findMany({
    where: { guardian: { familyId } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      createdAt: true,
      endedAt: true,
      account: { select: { firstName: true, lastName: true } },
      guardian: { select: { title: true, firstNames: true, lastName: true } },
    },
  })
  return rows.map(({ createdAt, endedAt, account, guardian }) => ({
    guardian: guardianName(guardian),
    account: `${account.firstName} ${account.lastName}`,
    since: createdAt.toISOString(),
    endedAt: iso(endedAt),
  }))
}

/** Who read the family's protected data; of a shared child also the agents who came by the other family. */
async function readReadings(
  tx: Tx,
  { familyId }: Viewer,
  childIds: readonly string[],
): Promise<ExportedReading[]> {
  const rows = await tx.$queryRaw<
    {
      at: Date
      actor: AuditActor
      role: AgentRole | null
      action: string
      of: string | null
      fields: string[]
    }[]
  >`
    SELECT e.at, e.actor::text AS actor, ag.role::text AS role, e.action, COALESCE(e.fields, '{}') AS fields, split_part(c."firstNames", ' ', 1) AS of
    FROM "AuditEvent" e LEFT JOIN "Child" c ON c.id = e."childId" LEFT JOIN "Agent" ag ON ag."accountId" = e."accountId"
    WHERE e.action = ANY(${Object.keys(READING_WORDS)})
      AND e."familyId" = ANY(ARRAY(SELECT ${familyId}::uuid UNION SELECT g."familyId" FROM "Guardianship" gs
        JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = ANY(${childIds}::uuid[])))
      AND (e."familyId" = ${familyId}::uuid OR (e."childId" = ANY(${childIds}::uuid[]) AND e.actor = 'AGENT'
        AND (e.action <> 'document.read' OR EXISTS (SELECT 1 FROM "Document" d JOIN "DocumentType" ty ON ty.id = d."typeId"
          WHERE d.id::text = e.subject AND NOT ty.private))))
    ORDER BY e.id`
  return rows.map((row) => ({
    at: row.at.toISOString(),
    by: row.role ? READERS[row.role] : READER_WORDS[row.actor],
    action: READING_WORDS[row.action]!,
    of: row.of,
    fields: fieldLabels(row),
  }))
}
