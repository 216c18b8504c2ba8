import { parseDay, type Day } from '@/lib/core/day'
import { isIdentifier } from '@/lib/core/identifier'
import { ACTION_KINDS, ACTOR_LABELS, type ActionKind } from './messages'

/** What the journal is narrowed to. `before` is the number of the event to go on from. */
export type JournalFilter = {
  familyId: string | null
  accountId: string | null
  actor: keyof typeof ACTOR_LABELS | null
  kind: ActionKind | null
  from: Day | null
  to: Day | null
  before: bigint | null
}

type Query = Record<string, string | string[] | undefined>

/** The filter that an address asks; what is not understood is left out. */
export function parseJournalAddress(query: Query): JournalFilter {
  const one = (name: string) => [query[name]].flat()[0] ?? ''
  const id = (name: string) => (isIdentifier(one(name)) ? one(name) : null)
  return {
    familyId: id('famille'),
    accountId: id('compte'),
    actor: keyOf(ACTOR_LABELS, one('qui')),
    kind: keyOf(ACTION_KINDS, one('action')),
    from: parseDay(one('du')),
    to: parseDay(one('au')),
    before: /^\d{1,18}$/.test(one('avant')) ? BigInt(one('avant')) : null,
  }
}

function keyOf<Words extends object>(words: Words, text: string): keyof Words | null {
  return Object.hasOwn(words, text) ? (text as keyof Words) : null
}

/** The address of the journal so narrowed. */
export function journalAddress(filter: Partial<JournalFilter>): string {
  const query = new URLSearchParams()
  const entries = {
    famille: filter.familyId,
    compte: filter.accountId,
    qui: filter.actor,
    action: filter.kind,
    du: filter.from,
    au: filter.to,
    avant: filter.before,
  }
  for (const [name, value] of Object.entries(entries)) if (value) query.set(name, String(value))
  return query.size > 0 ? `/admin/journal?${query}` : '/admin/journal'
}
