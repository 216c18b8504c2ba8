import type { Values } from './records'

/** What the last import read for a record: keyed digests by field, and one of the whole under « * ». */
export type Digests = Record<string, string>

/** What the rules can't do themselves: the keyed digest of a text, and a new identifier. */
export type Tools = { digest: (text: string) => string; newId: () => string }

/** Fields that mean something only together: a change of one writes them all. */
export const UNITS: readonly (readonly string[])[] = [
  ['addressLine', 'addressComplement', 'postalCode', 'city'],
  ['allocataireNumber', 'benefitOrganism'],
  ['startsOn', 'endsOn'],
]

type Comparison = {
  /** Names the record in the digests, so that equal values of two records have different digests. */
  scope: string
  file: Values
  /** What is in force in the portal; null for a record that is to be created. */
  current: Values | null
  /** What the last import read; null when no import has seen the record. */
  previous: Digests | null
  /** Values asked for by the family and not decided yet, by field. */
  pending?: Readonly<Record<string, unknown>>
}

/**
 * What an import does to a record. `set`: the fields to write. `conflicts`: written fields for which the
 * family waits for a decision on another value. `differences`: fields that keep the portal's value though
 * the file's is another. `digests`: what to remember, null when nothing changed.
 */
export type Outcome = { set: Values; conflicts: string[]; differences: string[]; digests: Digests | null }

/**
 * Compares a record of the file with the portal. A field is written when its value **in the file** changed
 * since the last import, so that an old export does not undo what was changed on the portal meanwhile.
 * Three cases are decided for the portal, and told: a first meeting with a value already there; a cell
 * emptied in the file while the portal's value is no longer the imported one.
 */
export function compareRecord(
  { scope, file, current, previous, pending = {} }: Comparison,
  tools: Tools,
): Outcome {
  const outcome: Outcome = { set: {}, conflicts: [], differences: [], digests: null }
  const digestOf = (field: string, value: string | null) => tools.digest(`${scope}\n${field}\n${value ?? ''}`)
  const whole = digestOf('*', JSON.stringify(Object.entries(file).sort(([a], [b]) => (a < b ? -1 : 1))))
  if (previous?.['*'] === whole) return outcome
  const digests: Digests = { ...previous, '*': whole }
  for (const field of Object.keys(file)) digests[field] = digestOf(field, file[field]!)
  outcome.digests = digests

  if (current === null) {
    outcome.set = Object.fromEntries(Object.entries(file).filter(([, value]) => value !== null))
    return outcome
  }
  for (const unit of unitsOf(Object.keys(file))) {
    const changed = unit.filter((field) => previous?.[field] !== digests[field])
    if (changed.length === 0) continue
    const isFirstMeeting = changed.every((field) => previous?.[field] === undefined)
    const isSame = isFirstMeeting ? sameText : Object.is
    const differing = unit.filter((field) => !isSame(file[field]!, current[field] ?? null))
    if (differing.length === 0) continue
    const isEmptyInPortal = unit.every((field) => (current[field] ?? null) === null)
    const isEmptied = unit.every((field) => file[field] === null)
    const isUntouched = unit.every((field) => previous?.[field] === digestOf(field, current[field] ?? null))
    if (isFirstMeeting ? isEmptyInPortal : !isEmptied || isUntouched) {
      for (const field of differing) outcome.set[field] = file[field]!
      outcome.conflicts.push(
        ...differing.filter(
          (field) => field in pending && !sameText(file[field]!, String(pending[field] ?? '') || null),
        ),
      )
    } else if (!isFirstMeeting || !isEmptied) outcome.differences.push(...differing)
  }
  return outcome
}

function unitsOf(fields: string[]): string[][] {
  const together = UNITS.map((unit) => unit.filter((field) => fields.includes(field)))
  const alone = fields.filter((field) => !UNITS.some((unit) => unit.includes(field))).map((field) => [field])
  return [...together.filter((unit) => unit.length > 0), ...alone]
}

/** Equality of two values, whatever the capitals and the shape of apostrophes. */
function sameText(a: string | null, b: string | null): boolean {
  const shape = (text: string | null) => text?.toLowerCase().replaceAll("'", '’') ?? null
  return shape(a) === shape(b)
}
