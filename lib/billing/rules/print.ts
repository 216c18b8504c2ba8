/** How many invoices one PDF holds at most: what its structure takes of memory grows with them. */
const AT_ONCE = 500

/** A part of the invoices of a month, as one file: from the nth to another, counted from 1. */
export type PrintedPart = { part: number; from: number; to: number }

/** The files that the invoices of a month are printed in. */
export function printedParts(invoices: number): PrintedPart[] {
  return Array.from({ length: Math.ceil(invoices / AT_ONCE) }, (_, n) => ({
    ...{ part: n + 1, from: n * AT_ONCE + 1 },
    to: Math.min(invoices, (n + 1) * AT_ONCE),
  }))
}
