/** An address that the service proposes, as the dossier holds it; `label` is its whole line. */
export type FoundAddress = { label: string; addressLine: string; postalCode: string; city: string }

/** How the search is asked (REFERENCE §4): what is shorter is not sent, the service refuses what is longer. */
export const ADDRESS_QUERY = { min: 3, max: 200, proposals: 5 } as const

/** What a person may search in a minute, and all of them in a second: the service allows 50 per server. */
export const ADDRESS_LIMITS = {
  person: { max: 90, seconds: 60 },
  everyone: { max: 40, seconds: 1 },
} as const

/**
 * What is sent for what was typed: single spaces, a letter or a digit first, 200 characters at most.
 * Null when fewer than three are left: the service would answer 400.
 */
export function addressQuery(typed: string): string | null {
  const text = typed
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim()
  return text.length < ADDRESS_QUERY.min ? null : text.slice(0, ADDRESS_QUERY.max).trim()
}
