import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import { dayInParis, formatDay, day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf } from '@/lib/core/scope'
import { visibleUnits, type Section, type Unit, type Values } from '../fields'
import { familyOfRow, scopeOfRow, tableOf, targetColumn, valuesOfRow } from '../rows'
import { standingValues } from '../rules'
import type { Target } from '../schema'
import { findSection, sectionsOf } from '../sections'
import { ageInWords, displayUnit, firstNameOf, personName } from '../values'

/** Days during which a refusal stays beside the value in force, unless the family asks again. */
const REFUSAL_SHOWN_DAYS = 60

/** A change beside the value in force: what was asked, by whom (« vous », a name) and when. */
export type ChangeView = { id: string; value: string; askedBy: string; askedOn: string; ours: boolean }

export type RefusalView = { id: string; value: string; reason: string; decidedOn: string }

/** A row of a section: its value in force, what waits in its place, or why the last change was refused. */
export type UnitView = {
  id: string
  label: string
  value: string
  managed: boolean
  waiting: ChangeView | null
  refusal: RefusalView | null
}

export type PersonDossier = {
  target: Target
  familyId: string
  /** Whether it is the parent's own data. */
  own: boolean
  name: string
  firstName: string
  /** « CE2, École élémentaire Jean-Moulin » for a child. */
  subtitle: string
  colour: number | null
  sections: {
    id: string
    slug: string
    title: string
    waiting: number
    editable: boolean
    units: UnitView[]
  }[]
}

type ChangeRow = {
  id: string
  unit: string
  after: Values
  state: 'PENDING' | 'REFUSED'
  askedAt: string
  decidedAt: string | null
  reason: string | null
  authorId: string | null
  author: string | null
  ours: boolean
}

type PersonRow = { familyId: string; colour: number | null; values: Values; changes: ChangeRow[] }

async function loadPerson(parent: Parent, { kind, id }: Target, now: Date): Promise<PersonRow | null> {
  if (!isIdentifier(id)) return null
  const shownSince = new Date(now.getTime() - REFUSAL_SHOWN_DAYS * 86_400_000)
  const target = targetColumn(kind)
  const [row] = await db.$queryRaw<PersonRow[]>`
    SELECT ${familyOfRow(kind, parent)} AS "familyId", ${kind === 'child' ? Prisma.sql`t.colour` : Prisma.sql`NULL::int`} AS colour,
      ${valuesOfRow(kind)} AS values,
      (SELECT COALESCE(json_agg(json_build_object('id', c.id, 'unit', c.unit, 'after', c.after, 'state', c.state,
          'askedAt', c."askedAt", 'decidedAt', c."decidedAt", 'reason', c.reason, 'authorId', c."authorId",
          'author', a."firstName" || ' ' || a."lastName", 'ours', c."familyId" = ANY(${familyIdsOf(parent)}::uuid[]))), '[]')
        FROM "PendingChange" c LEFT JOIN "Account" a ON a.id = c."authorId"
        WHERE c.${target} = t.id AND (c.state = 'PENDING' OR (c.state = 'REFUSED' AND c."decidedAt" > ${shownSince}
          AND c."familyId" = ANY(${familyIdsOf(parent)}::uuid[])
          AND NOT EXISTS (SELECT 1 FROM "PendingChange" n WHERE n.${target} = t.id AND n.unit = c.unit AND n."askedAt" > c."askedAt")))
      ) AS changes
    FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid AND ${scopeOfRow(kind, parent)}`
  return row ?? null
}

/** The dossier of a guardian or a child of the parent, as they read it; null when it is not theirs. */
export async function personDossier(
  parent: Parent,
  target: Target,
  now: Date,
): Promise<PersonDossier | null> {
  const person = await loadPerson(parent, target, now)
  if (!person) return null
  const { values, changes } = person
  const firstName = firstNameOf(values)
  return {
    target,
    familyId: person.familyId,
    own: parent.guardians.some(({ guardianId }) => guardianId === target.id),
    name: personName(values),
    firstName,
    subtitle: target.kind === 'child' ? childSubtitle(values, now) : 'Responsable',
    colour: person.colour,
    sections: sectionsOf(target.kind).map((section) => sectionView(section, values, changes, parent)),
  }
}

function childSubtitle(values: Values, now: Date): string {
  const schooling = sectionsOf('child')
    .flatMap(visibleUnits)
    .find(({ id }) => id === 'schooling')
  const place =
    [values.grade, values.school].some(Boolean) && schooling ? displayUnit(schooling, values) : null
  return place ?? ageInWords(day(values.birthDate!), now)
}

function sectionView(section: Section, values: Values, changes: ChangeRow[], parent: Parent) {
  const units = visibleUnits(section).map((unit) => unitView(unit, values, changes, parent))
  return {
    id: section.id,
    slug: section.slug,
    title: section.title,
    waiting: units.filter(({ waiting }) => waiting).length,
    editable: units.some(({ managed }) => !managed),
    units,
  }
}

function unitView(unit: Unit, values: Values, changes: ChangeRow[], parent: Parent): UnitView {
  const waiting = changes.find((change) => change.unit === unit.id && change.state === 'PENDING')
  const refused = changes.find((change) => change.unit === unit.id && change.state === 'REFUSED')
  return {
    id: unit.id,
    label: unit.label,
    value: displayUnit(unit, values),
    managed: unit.mode === 'READ_ONLY',
    waiting: waiting
      ? {
          id: waiting.id,
          value: displayUnit(unit, waiting.after),
          askedBy: authorName(waiting, parent),
          askedOn: formatDay(dayInParis(new Date(waiting.askedAt)), 'long'),
          ours: waiting.ours,
        }
      : null,
    refusal: refused
      ? {
          id: refused.id,
          value: displayUnit(unit, refused.after),
          reason: refused.reason ?? '',
          decidedOn: formatDay(dayInParis(new Date(refused.decidedAt!)), 'long'),
        }
      : null,
  }
}

/** Who asked, as the parent reads it: « vous », a name, or « un responsable » when the account is gone. */
export function authorName(
  change: { authorId: string | null; author: string | null },
  parent: Parent,
): string {
  return change.authorId === parent.accountId ? 'vous' : (change.author ?? 'un responsable')
}

export type SectionForm = {
  section: Section
  name: string
  own: boolean
  /** The values that stand: in force, or asked for and waiting. */
  shown: Values
  /** What the fields start with: `shown`, or the values of a refused change that is taken up again. */
  initial: Values
  /** The units that wait, by identifier. */
  waiting: string[]
}

/** A section's form; null when the person or the section is not the parent's, or nothing in it may be changed. */
export async function sectionForm(
  parent: Parent,
  { target, slug, resume }: { target: Target; slug: string; resume?: string },
  now: Date,
): Promise<SectionForm | null> {
  const section = findSection(target.kind, slug)
  const person = section && (await loadPerson(parent, target, now))
  if (!section || !person) return null
  const waiting = person.changes.filter(({ state }) => state === 'PENDING')
  const shown = standingValues(section, person.values, waiting)
  const refused = person.changes.find(({ id, state }) => id === resume && state === 'REFUSED')
  const names = section.fields.filter(({ mode }) => mode !== 'HIDDEN').map(({ name }) => name)
  const kept = (values: Values) => Object.fromEntries(names.map((name) => [name, values[name] ?? null]))
  return {
    section,
    name: personName(person.values),
    own: parent.guardians.some(({ guardianId }) => guardianId === target.id),
    shown: kept(shown),
    initial: kept({ ...shown, ...refused?.after }),
    waiting: waiting.map(({ unit }) => unit),
  }
}
