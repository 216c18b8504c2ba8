/** What an agent types to find a family: an e-mail, digits of a phone or of a number, names, or nothing. */
export type SearchTerms =
  | { kind: 'all' }
  | { kind: 'email'; email: string }
  | { kind: 'digits'; digits: string }
  | { kind: 'names'; names: string }

/** Where the guardians of a family stand with their codes and accounts. */
export const ACCESS_STATES = ['SUBSCRIBED', 'CODE_OPEN', 'CODE_EXPIRED', 'NO_CODE'] as const

export type AccessState = (typeof ACCESS_STATES)[number]

/** The same, on the screen. */
export const ACCESS_LABELS = {
  SUBSCRIBED: 'Un responsable abonné',
  CODE_OPEN: 'Un code à utiliser',
  CODE_EXPIRED: 'Un code expiré',
  NO_CODE: 'Un responsable sans code',
} as const satisfies Record<AccessState, string>

const LONGEST_SEARCH = 120

/**
 * What a text searches. An « @ » makes it an e-mail; three digits or more, spaced as one likes, with +33 or
 * 0033 in front or not, a phone or the number of a family; anything else names.
 */
export function searchTerms(typed: string): SearchTerms {
  const text = typed
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_SEARCH)
  if (text === '') return { kind: 'all' }
  if (text.includes('@')) return { kind: 'email', email: text.toLowerCase() }
  const compact = text.replace(/[\s.\-()/+]/g, '')
  if (/^\d{3,}$/.test(compact)) return { kind: 'digits', digits: nationalDigits(text, compact) }
  return { kind: 'names', names: text.replace(/[-’']/g, ' ') }
}

/** French numbers are stored with ten digits: « +33 6 39… » is searched as « 0639… ». */
function nationalDigits(text: string, compact: string): string {
  const withPrefix = text.startsWith('+') ? compact : compact.startsWith('00') ? compact.slice(2) : null
  if (withPrefix === null || !withPrefix.startsWith('33')) return withPrefix ?? compact
  return `0${withPrefix.slice(2).replace(/^0/, '')}`
}
