/**
 * Money is whole centimes everywhere: no fraction of one is ever stored, added or sent. In SQL an amount is an int; the sum
 * of a town's is a float8, which is exact up to 2^53: an int ends at 21 million euros.
 */
export type Centimes = number

const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' })

/** « 1 234,50 € », with non-breaking spaces. */
export function formatEuros(amount: Centimes): string {
  return euros.format(amount / 100)
}

/** « 3,05 », as a field shows an amount. */
export function eurosText(amount: Centimes): string {
  return (amount / 100).toFixed(2).replace('.', ',')
}

/** The centimes that a text names (« 3,05 », « 3.5 € », « 1 200 »), or null when it names no amount up to 999 999 €. */
export function parseEuros(text: string): Centimes | null {
  const match = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0\u202f€]/g, ''))
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null
}

/** Half up to the centime: 2,505 is 251. */
export function roundHalfUp(amount: number): Centimes {
  // A product of exact decimals may lie a hair under its half: 1.005 × 100 is 100.49999999999999.
  return Math.floor(Number(amount.toFixed(6)) + 0.5)
}
