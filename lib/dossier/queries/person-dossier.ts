import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { day, dayInParis } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { visibleUnits, type Section, type TargetKind, type Values } from '../fields'
import { HISTORY_SLUG, READINGS_SLUG } from '../addresses'
import { unsealItem, unsealRow } from '../rows'
import type { Target } from '../schema'
import { sectionsOf, type Dossier } from '../sections'
import type { MissingVaccine } from '../vaccine-rules'
import { missingOfChild } from '../vaccines'
import { ageInWords, displayUnit, firstNameOf, personName } from '../values'
import { loadPerson, recordReadings, unsealAfter, type Person } from './person-rows'
import { sectionView, type SectionView } from './person-views'

/** The tabs that show no section. */
const OTHER_TABS: readonly string[] = [HISTORY_SLUG, READINGS_SLUG]

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

const isShown = (section: Section) => visibleUnits(section).length > 0

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

function childSubtitle(dossier: Dossier, values: Values, now: Date): string {
  const schooling = sectionsOf(dossier, 'child')
    .flatMap(visibleUnits)
    .find(({ id }) => id === 'schooling')
  const place =
    [values.grade, values.school].some(Boolean) && schooling ? displayUnit(schooling, values) : null
  return place ?? ageInWords(day(values.birthDate!), now)
}
