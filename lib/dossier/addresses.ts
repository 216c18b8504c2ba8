import type { QueueFilter, QueuePlace } from './decision-schema'
import type { Section, TargetKind } from './fields'
import { targetText, type Target } from './schema'
import { DECLARED_SECTIONS } from './sections'

/** The word of a target in addresses. What a family holds has forms, and is read on the screen of its guardians. */
export const TARGET_WORDS = {
  family: 'foyer',
  guardian: 'responsable',
  child: 'enfant',
} as const satisfies Record<TargetKind, string>

/** The kind of target that an address names, or null. */
export function targetKindOf(word: string): TargetKind | null {
  const kinds = Object.keys(TARGET_WORDS) as TargetKind[]
  return kinds.find((kind) => TARGET_WORDS[kind] === word) ?? null
}

/** The tab that tells what changed, beside the sections. */
export const HISTORY_SLUG = 'historique'

/** The tab that tells who read what is protected. */
export const READINGS_SLUG = 'consultations'

/** The page of a person's dossier, at a section, at its history or at its readings. */
export function personAddress({ kind, id }: Target, slug?: string): string {
  const query = slug ? `?section=${slug}` : ''
  return kind === 'family'
    ? `/famille/dossier${query}`
    : `/famille/dossier/${TARGET_WORDS[kind]}/${id}${query}`
}

type EditPlace = {
  /** The item of a list. */
  item?: string
  /** A refused change whose values the form starts from. */
  resume?: string
  /** The person on whose screen the section was read. */
  from?: Target
}

/** The form of a section, or of an item of its list. */
export function editAddress(
  target: Target,
  section: Pick<Section, 'slug'>,
  { item, resume, from }: EditPlace = {},
): string {
  const query = new URLSearchParams({
    ...(item && { element: item }),
    ...(resume && { reprendre: resume }),
    ...(from && from.id !== target.id && { depuis: targetText(from) }),
  })
  const path = `/famille/dossier/${TARGET_WORDS[target.kind]}/${target.id}/modifier/${section.slug}`
  return query.size > 0 ? `${path}?${query}` : path
}

/** Where a saved section leads: its rows, on the screen of the person it was changed on, with what was sent. */
export function sentAddress(
  { person, target, section }: { person: Target | null; target: Target; section: string },
  outcome: { sent: number; settled: number; withdrawn: number },
): string {
  const counts = [
    ['envoyees', outcome.sent],
    ['enregistrees', outcome.settled],
    ['retirees', outcome.withdrawn],
  ] as const
  const told = counts.flatMap(([name, count]) => (count > 0 ? [`&${name}=${count}`] : []))
  return personAddress(person ?? target, tabOf(target, section)) + told.join('')
}

/** Where a withdrawal leads: the section it was made in. */
export function withdrawnAddress({ target, section }: { target: Target | null; section: string }): string {
  return target ? `${personAddress(target, tabOf(null, section))}&retirees=1` : '/famille/dossier'
}

/** The tab that shows a section; the first of its person when there is no such section. */
function tabOf(target: Target | null, sectionId: string): string {
  const found = DECLARED_SECTIONS.find(
    ({ id, target: kind }) => id === sectionId && (target === null || kind === target.kind),
  )
  return found ? (found.tab ?? found.slug) : ''
}

const QUEUE = '/admin/dossiers'

/** The agents' queue, narrowed, at a person when one is given. `told` adds what just happened. */
export function queueAddress(
  filter: QueueFilter,
  target?: Target | null,
  told: Record<string, string> = {},
): string {
  const query = new URLSearchParams({
    ...(filter.family && { famille: filter.family }),
    ...(filter.section && { rubrique: filter.section }),
    ...(filter.page && filter.page > 1 && { page: String(filter.page) }),
    ...(target && { personne: targetText(target) }),
    ...told,
  }).toString()
  return query ? `${QUEUE}?${query}` : QUEUE
}

/** Where decisions lead: the next person, or the same one while something of theirs has to be read again. */
export function decidedAddress(
  { filter, here, next }: QueuePlace,
  report: { accepted: number; refused: number; stopped: { changeId: string; why: string }[] },
): string {
  const again = report.stopped.some(({ why }) => why !== 'GONE')
  return queueAddress(filter, again ? here : next, {
    ...(report.accepted > 0 && { acceptees: String(report.accepted) }),
    ...(report.refused > 0 && { refusees: String(report.refused) }),
    ...(report.stopped.length > 0 && { retenues: report.stopped.map(({ changeId }) => changeId).join(',') }),
  })
}
