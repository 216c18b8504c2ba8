import type { Day } from '@/lib/core/day'

/** What is wrong with a cell: the reasons by which the report groups lines. */
export type FieldProblem =
  | 'REQUIRED'
  | 'DATE'
  | 'EMAIL'
  | 'PHONE'
  | 'POSTAL_CODE'
  | 'QUOTIENT'
  | 'ORGANISM'
  | 'ALLOCATAIRE'
  | 'TITLE'
  | 'RELATION'
  | 'SEX'
  | 'GRADE'
  | 'DIET'
  | 'RESIDENCE'
  | 'FREQUENCY'
  | 'WEEKDAYS'
  | 'TOO_LONG'

/** A cell once read: its canonical text (null when empty), or why it can't be. */
export type Parsed = { ok: true; value: string | null } | { ok: false; code: FieldProblem; message: string }

/** Reads a cell already known not to be empty. `today` bounds dates of birth. */
export type FieldParser = (text: string, today: Day) => Parsed

/** A cell that could be read. */
export const value = (found: string | null): Parsed => ({ ok: true, value: found })
/** A cell that could not, and what is said of it. */
export const wrong = (code: FieldProblem, message: string): Parsed => ({ ok: false, code, message })

/** A value of the file as messages quote it, shortened. */
export function quoted(text: string): string {
  return `« ${text.length > 60 ? `${text.slice(0, 59)}…` : text} »`
}
