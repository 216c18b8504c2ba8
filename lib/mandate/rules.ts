import type { Day } from '@/lib/core/day'

/** The collectivité as banks know it: name, address, identifiant créancier SEPA (ICS). */
export type Creditor = { name: string; address: string; ics: string }

/** No letter or digit that can be taken for another. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** Chance as signs: a byte gives one of 31. */
export function signsOf(random: Uint8Array): string {
  return [...random].map((byte) => SIGNS[byte % SIGNS.length]).join('')
}

/** How many signs chance gives: 31^12, about 8·10^17. */
export const RUM_RANDOM = 12

/**
 * The référence unique de mandat of a mandate signed on a day: « EF-20261124-… », 24 signs of the 35 that SEPA allows,
 * all among its own (REFERENCE §6.2). It tells nothing of the family.
 *
 * @param random RUM_RANDOM bytes
 */
export function rumOf(signedOn: Day, random: Uint8Array): string {
  return `EF-${signedOn.replaceAll('-', '')}-${signsOf(random.subarray(0, RUM_RANDOM))}`
}

/** An ICS in the one form in which it is stored: no spaces, capitals. */
export function compactIcs(typed: string): string {
  return typed.replace(/\s/g, '').toUpperCase()
}

/**
 * What is wrong with a French identifiant créancier SEPA, in French, or null. Its check digits are those of the
 * national number followed by « FR00 », the activity code left out (ISO 7064 mod 97-10, REFERENCE §6.2).
 */
export function icsProblem(ics: string): string | null {
  const parts = /^FR(\d{2})[A-Z0-9]{3}([A-Z0-9]{6})$/.exec(ics)
  if (!parts) return 'Un ICS français a 13 signes, comme FR72ZZZ123456.'
  const remainder = remainderOf97(`${parts[2]}FR00`)
  return 98 - remainder === Number(parts[1])
    ? null
    : 'Cet ICS contient une faute de frappe : comparez-le au courrier de la Banque de France.'
}

/** The remainder by 97 of a text whose letters count for two digits, A for 10. */
function remainderOf97(text: string): number {
  const digits = [...text].map((sign) => String(parseInt(sign, 36))).join('')
  return [...digits].reduce((remainder, digit) => (remainder * 10 + Number(digit)) % 97, 0)
}

/** Whether a mandate is of the account that is in force; else it is to be signed anew. */
export function isOfAccount(mandate: { iban: string }, ibanInForce: string | null): boolean {
  return mandate.iban === ibanInForce
}
