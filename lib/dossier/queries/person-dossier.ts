import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { day, dayInParis, formatDay } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf } from '@/lib/core/scope'
import {
  isAbsent,
  isConfidential,
  openUnits,
  unitsOf,
  visibleUnits,
  type Section,
  type TargetKind,
  type Unit,
  type Values,
} from '../fields'
import { HISTORY_SLUG, READINGS_SLUG } from '../addresses'
import { CHANGE_MESSAGES } from '../messages'
import {
  familyOfRow,
  isAboutRow,
  itemsOfLists,
  scopeOfRow,
  sealedRow,
  tableOf,
  unsealItem,
  unsealRow,
  type SealedItem,
} from '../rows'
import { standingValues } from '../rules'
import { lacksField, type Target } from '../schema'
import { changeSeat, unseal, type SealedValues } from '../secrets'
import { findSection, sectionsOf, type Dossier } from '../sections'
import type { MissingVaccine } from '../vaccine-rules'
import { missingOfChild } from '../vaccines'
import { ageInWords, displayUnit, firstNameOf, personName } from '../values'

/** The tabs that show no section. */
const OTHER_TABS: readonly string[] = [HISTORY_SLUG, READINGS_SLUG]

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
  /** Whether it is mandatory, empty, and to be filled in by the family. */
  lacking: boolean
  waiting: ChangeView | null
  refusal: RefusalView | null
  /** Of an item of a list, what names it; `removable` while it is in force and nothing waits. */
  item: { target: Target; removable: boolean } | null
}

/** A section as it is read: its units, or the items of its list. */
export type SectionView = {
  id: string
  slug: string
  title: string
  target: Target
  editable: boolean
  list: Section['list'] | null
  units: UnitView[]
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
  tabs: { slug: string; title: string; waiting: number }[]
  /** What the open tab holds: a section, and those that are read under it. */
  open: SectionView[]
  /** The obligatory vaccines that nothing in the open tab tells of. */
  missingVaccines: MissingVaccine[]
}

type ChangeRow = {
  id: string
  section: string
  unit: string
  itemId: string | null
  before: SealedValues
  after: SealedValues
  state: 'PENDING' | 'REFUSED'
  askedAt: string
  decidedAt: string | null
  reason: string | null
  authorId: string | null
  author: string | null
  ours: boolean
}

type Person = {
  target: Target
  familyId: string
  colour: number | null
  sealed: SealedValues
  changes: ChangeRow[]
  /** The items of the lists that were asked for, by section. */
  items: Record<string, SealedItem[]>
}

async function loadPerson(
  parent: Parent,
  target: Target,
  lists: readonly Section[],
  now: Date,
): Promise<Person | null> {
  const { kind, id } = target
  if (!isIdentifier(id)) return null
  const shownSince = new Date(now.getTime() - REFUSAL_SHOWN_DAYS * 86_400_000)
  const about = isAboutRow(kind)
  const [row] = await db.$queryRaw<Omit<Person, 'target'>[]>`
    SELECT ${familyOfRow(kind, parent)} AS "familyId", ${kind === 'child' ? Prisma.sql`t.colour` : Prisma.sql`NULL::int`} AS colour,
      ${sealedRow(kind)} AS sealed, ${itemsOfLists(lists)} AS items,
      (SELECT COALESCE(json_agg(json_build_object('id', c.id, 'section', c.section, 'unit', c.unit, 'itemId', c."itemId",
          'before', c.before, 'after', c.after, 'state', c.state,
          'askedAt', c."askedAt", 'decidedAt', c."decidedAt", 'reason', c.reason, 'authorId', c."authorId",
          'author', a."firstName" || ' ' || a."lastName", 'ours', c."familyId" = ANY(${familyIdsOf(parent)}::uuid[]))
          ORDER BY c."askedAt", c.id), '[]')
        FROM "PendingChange" c LEFT JOIN "Account" a ON a.id = c."authorId"
        WHERE ${about} AND (c.state = 'PENDING' OR (c.state = 'REFUSED' AND c."decidedAt" > ${shownSince}
          AND c."familyId" = ANY(${familyIdsOf(parent)}::uuid[])
          AND NOT EXISTS (SELECT 1 FROM "PendingChange" n WHERE n."familyId" = c."familyId"
            AND n."guardianId" IS NOT DISTINCT FROM c."guardianId" AND n."childId" IS NOT DISTINCT FROM c."childId"
            AND n."itemId" IS NOT DISTINCT FROM c."itemId" AND n.unit = c.unit AND n."askedAt" > c."askedAt")))
      ) AS changes
    FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid AND ${scopeOfRow(kind, parent)}`
  return row ? { ...row, target } : null
}

/**
 * The dossier of a guardian or a child of the parent, as they read it, one tab open; null when it is not theirs.
 * What the guardians of a family hold together is read on the screen of each. Reading a confidential section
 * is written in the journal.
 */
export async function personDossier(
  parent: Parent,
  dossier: Dossier,
  { target, slug }: { target: Target; slug?: string },
  now: Date,
): Promise<PersonDossier | null> {
  const { kind } = target
  if (kind === 'family') return null
  const kinds: TargetKind[] = kind === 'guardian' ? ['guardian', 'family'] : ['child']
  const sections = kinds.flatMap((one) => sectionsOf(dossier, one)).filter(isShown)
  // What is read under a section that families do not see has a tab of its own.
  const tabOf = ({ tab, slug: own }: Section) => sections.find((section) => section.slug === tab)?.slug ?? own
  const tabs = sections.filter((section) => tabOf(section) === section.slug)
  const opened = tabs.find((tab) => tab.slug === slug) ?? (slug && OTHER_TABS.includes(slug) ? null : tabs[0])
  const open = opened ? sections.filter((section) => tabOf(section) === opened.slug) : []
  const person = await loadPerson(
    parent,
    target,
    open.filter(({ list }) => list),
    now,
  )
  if (!person) return null
  const family =
    kind === 'guardian' ? await loadPerson(parent, { kind: 'family', id: person.familyId }, [], now) : null
  const holder = (section: Section) => (section.target === 'family' ? family! : person)
  await recordReadings(parent, open, person, now)
  const values = unsealRow(kind, target.id, person.sealed, [])
  const waitingIn = (section: Section) => {
    const seen = visibleUnits(section).map(({ id }) => id)
    return holder(section).changes.filter(
      ({ section: id, unit, state }) => id === section.id && seen.includes(unit) && state === 'PENDING',
    ).length
  }
  return {
    target,
    familyId: person.familyId,
    own: parent.guardians.some(({ guardianId }) => guardianId === target.id),
    name: personName(values),
    firstName: firstNameOf(values),
    subtitle: kind === 'child' ? childSubtitle(dossier, values, now) : 'Responsable',
    colour: person.colour,
    tabs: tabs.map((tab) => ({
      slug: tab.slug,
      title: tab.title,
      waiting: sections
        .filter((section) => tabOf(section) === tab.slug)
        .reduce((sum, section) => sum + waitingIn(section), 0),
    })),
    open: open.map((section) => sectionView(section, holder(section), parent)),
    missingVaccines: await missingOf(open, person, values, now),
  }
}

async function missingOf(
  open: readonly Section[],
  person: Person,
  values: Values,
  now: Date,
): Promise<MissingVaccine[]> {
  const section = open.find(({ id }) => id === 'vaccinations')
  if (!section) return []
  const inForce = (person.items.vaccinations ?? []).map((item) => unsealItem(section, person.target.id, item))
  const asked = person.changes
    .filter(({ section: id, state }) => id === section.id && state === 'PENDING')
    .map((change) => unsealAfter(section, change))
  return missingOfChild(db, day(values.birthDate!), [...inForce, ...asked], dayInParis(now))
}

const isShown = (section: Section) => visibleUnits(section).length > 0

async function recordReadings(
  parent: Parent,
  open: readonly Section[],
  { target, familyId }: Person,
  now: Date,
): Promise<void> {
  const fields = open.filter(isConfidential).flatMap((section) => section.fields.map(({ name }) => name))
  if (fields.length === 0) return
  const ids = target.kind === 'child' ? { childId: target.id } : {}
  await recordEvent(db, parent, now, { action: 'dossier.read', familyId, ...ids, fields })
}

function childSubtitle(dossier: Dossier, values: Values, now: Date): string {
  const schooling = sectionsOf(dossier, 'child')
    .flatMap(visibleUnits)
    .find(({ id }) => id === 'schooling')
  const place =
    [values.grade, values.school].some(Boolean) && schooling ? displayUnit(schooling, values) : null
  return place ?? ageInWords(day(values.birthDate!), now)
}

function sectionView(section: Section, person: Person, parent: Parent): SectionView {
  const changes = person.changes.filter((change) => change.section === section.id)
  const target = person.target
  return {
    id: section.id,
    slug: section.slug,
    title: section.title,
    target,
    editable: openUnits(section).length > 0,
    list: section.list ?? null,
    units: section.list
      ? itemViews(section, person, changes, parent)
      : unitViews(section, unsealRow(target.kind, target.id, person.sealed, [section]), changes, parent),
  }
}

function unitViews(section: Section, values: Values, changes: ChangeRow[], parent: Parent): UnitView[] {
  return visibleUnits(section).map((unit) => ({
    id: unit.id,
    label: unit.label,
    value: displayUnit(unit, values),
    managed: unit.mode === 'READ_ONLY',
    lacking: unit.mode !== 'READ_ONLY' && lacksField(unit, values),
    ...besides(
      section,
      unit,
      changes.filter((change) => change.unit === unit.id),
      parent,
    ),
    item: null,
  }))
}

/** The items in force, then those that families ask to add, or were refused. */
function itemViews(section: Section, person: Person, changes: ChangeRow[], parent: Parent): UnitView[] {
  const [unit] = visibleUnits(section)
  if (!unit) return []
  const known = person.items[section.id] ?? []
  const own = familyIdsOf(parent)
  const asked = changes
    .map(({ itemId }) => itemId!)
    .filter((id, n, all) => all.indexOf(id) === n && !known.some((item) => item.id === id))
  const rows = [...known, ...asked.map((id) => ({ id, familyId: null, values: null }))].map((row) => {
    const about = changes.filter(({ itemId }) => itemId === row.id)
    const values = row.values && unsealItem(section, person.target.id, { ...row, values: row.values })
    return { ...row, about, values, shown: values ?? afterOf(unit, about.at(-1)!) }
  })
  const { title, orderedBy, privateFields = [] } = section.list!
  const inOrder = rows.toSorted((a, b) => compareTexts(a.shown[orderedBy], b.shown[orderedBy]))
  return inOrder.map(({ id, familyId, about, values, shown }) => {
    const ours = familyId === null || own.includes(familyId)
    const visible = readableUnit(section, unit, ours)
    const part = (isTitle: boolean): Unit => ({
      ...visible,
      fields: visible.fields.filter(({ name }) => title.includes(name) === isTitle),
    })
    return {
      id,
      label: displayUnit(part(true), shown),
      value: values ? displayUnit(part(false), values) : CHANGE_MESSAGES.notYet,
      managed: unit.mode === 'READ_ONLY',
      lacking: false,
      ...besides(section, unit, about, parent),
      item: {
        target: { ...person.target, item: id },
        removable:
          values !== null &&
          unit.mode !== 'READ_ONLY' &&
          (ours || privateFields.length === 0) &&
          !about.some(({ state }) => state === 'PENDING'),
      },
    }
  })
}

const compareTexts = (a: string | null | undefined, b: string | null | undefined) =>
  (a ?? '').localeCompare(b ?? '', 'fr', { numeric: true })

/** A unit without what another family's parent may not read of it. */
function readableUnit(section: Section, unit: Unit, ours: boolean): Unit {
  const hidden = ours ? [] : (section.list?.privateFields ?? [])
  return { ...unit, fields: unit.fields.filter(({ name }) => !hidden.includes(name)) }
}

function besides(
  section: Section,
  unit: Unit,
  changes: ChangeRow[],
  parent: Parent,
): Pick<UnitView, 'waiting' | 'refusal'> {
  const askedText = (change: ChangeRow) => {
    const after = afterOf(unit, change)
    if (change.itemId && isAbsent(after)) return CHANGE_MESSAGES.removalAsked
    return displayUnit(readableUnit(section, unit, change.ours), after)
  }
  const waiting = changes.find(({ state }) => state === 'PENDING')
  const refused = changes.find(({ state }) => state === 'REFUSED')
  return {
    waiting: waiting
      ? {
          id: waiting.id,
          value: askedText(waiting),
          askedBy: authorName(waiting, parent),
          askedOn: formatDay(dayInParis(new Date(waiting.askedAt)), 'long'),
          ours: waiting.ours,
        }
      : null,
    refusal: refused
      ? {
          id: refused.id,
          value: askedText(refused),
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
  /** Of a list: whether the item is to be added. */
  isNew: boolean
  /** The values that stand: in force, or asked for and waiting. */
  shown: Values
  /** What the fields start with: `shown`, or the values of a refused change that is taken up again. */
  initial: Values
  /** The units that wait, by identifier. */
  waiting: string[]
}

/**
 * A section's form, or that of an item of its list; null when the person, the section or the item is not the
 * parent's, or nothing in it may be changed.
 */
export async function sectionForm(
  parent: Parent,
  dossier: Dossier,
  { target, slug, resume }: { target: Target; slug: string; resume?: string },
  now: Date,
): Promise<SectionForm | null> {
  const section = findSection(dossier, target.kind, slug)
  if (!section || openUnits(section).length === 0 || Boolean(section.list) !== Boolean(target.item))
    return null
  const person = await loadPerson(parent, target, section.list ? [section] : [], now)
  if (!person) return null
  const item = person.items[section.id]?.find(({ id }) => id === target.item)
  const changes = person.changes
    .filter((change) => change.section === section.id && change.itemId === (target.item ?? null))
    .map((change) => ({ ...change, after: unsealAfter(section, change) }))
  const waiting = changes.filter(({ state }) => state === 'PENDING')
  const isForeign =
    (item?.familyId && !familyIdsOf(parent).includes(item.familyId)) || waiting.some(({ ours }) => !ours)
  if (section.list?.privateFields && isForeign) return null
  await recordReadings(parent, [section], person, now)
  const values = section.list
    ? item
      ? unsealItem(section, target.id, item)
      : Object.fromEntries(section.fields.map(({ name }) => [name, null]))
    : unsealRow(target.kind, target.id, person.sealed, [section])
  const shown = standingValues(section, values, waiting)
  const refused = changes.find(({ id, state }) => id === resume && state === 'REFUSED')
  const names = section.fields.filter(({ mode }) => mode !== 'HIDDEN').map(({ name }) => name)
  const kept = (some: Values) => Object.fromEntries(names.map((name) => [name, some[name] ?? null]))
  const identity = target.kind === 'family' ? null : unsealRow(target.kind, target.id, person.sealed, [])
  return {
    section,
    name: identity ? personName(identity) : '',
    own: parent.guardians.some(({ guardianId }) => guardianId === target.id),
    isNew: isAbsent(values),
    shown: kept(shown),
    initial: kept({ ...shown, ...refused?.after }),
    waiting: waiting.map(({ unit }) => unit),
  }
}

function unsealAfter(section: Section, change: ChangeRow): Values {
  const unit = unitsOf(section).find(({ id }) => id === change.unit)
  return unit ? afterOf(unit, change) : {}
}

const afterOf = (unit: Unit, change: ChangeRow): Values =>
  unseal(unit.fields, change.after, changeSeat(change.id, 'after'))
