import type { QueueFilter, QueuePlace } from './decision-schema'
import type { Section, TargetKind } from './fields'
import { targetText, type Target } from './schema'
import { findSection } from './sections'

/** The word of a target in addresses. */
export const TARGET_WORDS = { guardian: 'responsable', child: 'enfant' } as const satisfies Record<
  TargetKind,
  string
>

/** The kind of target that an address names, or null. */
export function targetKindOf(word: string): TargetKind | null {
  return word === TARGET_WORDS.guardian ? 'guardian' : word === TARGET_WORDS.child ? 'child' : null
}

/** The tab that tells what changed, beside the sections. */
export const HISTORY_SLUG = 'historique'

/** The page of a person's dossier, at a section or at its history. */
export function personAddress({ kind, id }: Target, slug?: string): string {
  return `/famille/dossier/${TARGET_WORDS[kind]}/${id}${slug ? `?section=${slug}` : ''}`
}

/** The form of a section; `resume` a refused change whose values it starts from. */
export function editAddress({ kind, id }: Target, section: Pick<Section, 'slug'>, resume?: string): string {
  return `/famille/dossier/${TARGET_WORDS[kind]}/${id}/modifier/${section.slug}${resume ? `?reprendre=${resume}` : ''}`
}

/** Where a saved section leads: its rows, with what was sent. */
export function sentAddress(
  { target, section }: { target: Target; section: string },
  outcome: { sent: number; settled: number; withdrawn: number },
): string {
  const slug = findSection(target.kind, section)?.slug
  const counts = [
    ['envoyees', outcome.sent],
    ['enregistrees', outcome.settled],
    ['retirees', outcome.withdrawn],
  ] as const
  const told = counts.flatMap(([name, count]) => (count > 0 ? [`&${name}=${count}`] : []))
  return personAddress(target, slug) + told.join('')
}

/** Where a withdrawal leads: the section it was made in. */
export function withdrawnAddress({ target, section }: { target: Target | null; section: string }): string {
  const found = target && findSection(target.kind, section)
  return target && found ? `${personAddress(target, found.slug)}&retirees=1` : '/famille/dossier'
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
