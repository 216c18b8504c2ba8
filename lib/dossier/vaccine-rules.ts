import { addMonths, daysBetween, formatDay, parseDay, type Day } from '@/lib/core/day'

/** What the law asks of the children born in a period: doses of a disease, due at these ages in months. */
export type VaccineObligation = {
  disease: string
  label: string
  bornFrom: Day
  bornUntil: Day | null
  doseMonths: readonly number[]
}

/** A vaccine given on a day: the diseases that it protects from. */
export type GivenVaccine = { covers: readonly string[]; on: Day | null }

/** A disease for which a child lacks doses: how many, and the day on which the first of them was due. */
export type MissingVaccine = { disease: string; label: string; doses: number; since: Day }

/** Whether some births would have two rules for one disease. */
export function overlaps(
  a: Pick<VaccineObligation, 'disease' | 'bornFrom' | 'bornUntil'>,
  b: Pick<VaccineObligation, 'disease' | 'bornFrom' | 'bornUntil'>,
): boolean {
  const endsBefore = (one: typeof a, other: typeof a) =>
    one.bornUntil !== null && one.bornUntil < other.bornFrom
  return a.disease === b.disease && !endsBefore(a, b) && !endsBefore(b, a)
}

/**
 * What is wrong with the day of an injection, in French, or null: nobody is vaccinated before they are born. Both
 * days are as a dossier holds them, « YYYY-MM-DD » or null.
 */
export function injectionProblem(givenOn: string | null, birthDate: string | null): string | null {
  const born = birthDate === null ? null : parseDay(birthDate)
  if (!born || givenOn === null || givenOn >= born) return null
  return `Cette date est avant la naissance de l’enfant, le ${formatDay(born, 'long')}.`
}

/** How long after its day a dose is missing: the calendar gives months, not days. */
const GRACE_DAYS = 30

/**
 * The obligatory doses that a child should have had by a day and that nothing tells of (Code de la santé
 * publique, L3111-2). A dose that is not yet due is not missing; one dated before the birth is a mistake, and none.
 */
export function missingVaccines(
  birthDate: Day,
  given: readonly GivenVaccine[],
  obligations: readonly VaccineObligation[],
  today: Day,
): MissingVaccine[] {
  return obligations
    .filter(
      ({ bornFrom, bornUntil }) => bornFrom <= birthDate && (bornUntil === null || birthDate <= bornUntil),
    )
    .flatMap(({ disease, label, doseMonths }) => {
      const due = doseMonths
        .map((months) => addMonths(birthDate, months))
        .filter((day) => daysBetween(day, today) > GRACE_DAYS)
      const had = given.filter(
        ({ covers, on }) => covers.includes(disease) && (on === null || on >= birthDate),
      ).length
      const since = due[had]
      return since ? [{ disease, label, doses: due.length - had, since }] : []
    })
}
