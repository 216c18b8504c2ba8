import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { dayInParis, formatDay } from '@/lib/core/day'
import { familyIdsOf } from '@/lib/core/scope'
import { isAbsent, openUnits, visibleUnits, type Section, type Unit, type Values } from '../fields'
import { CHANGE_MESSAGES } from '../messages'
import { unsealItem, unsealRow } from '../rows'
import { lacksField, type Target } from '../schema'
import { displayUnit } from '../values'
import { afterOf, type ChangeRow, type Person } from './person-rows'

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

/** A section as the parent reads it. */
export function sectionView(section: Section, person: Person, parent: Parent): SectionView {
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
