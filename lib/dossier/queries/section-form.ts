import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { familyIdsOf } from '@/lib/core/scope'
import { isAbsent, openUnits, type Section, type Values } from '../fields'
import { unsealItem, unsealRow } from '../rows'
import { standingValues } from '../rules'
import type { Target } from '../schema'
import { findSection, type Dossier } from '../sections'
import { personName } from '../values'
import { loadPerson, recordReadings, unsealAfter } from './person-rows'

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
