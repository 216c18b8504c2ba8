import { ageOn, type Day } from '@/lib/core/day'
import { GRADE_LABELS } from '@/lib/dossier/messages'
import type { Grade } from '@/lib/generated/prisma/enums.ts'

/** Who a group takes, and how many a day (null: as many as come). Ages are full years on the day, both ends included. */
export type Group = {
  id: number
  name: string
  capacity: number | null
  minAge: number | null
  maxAge: number | null
  /** None: all classes. */
  grades: readonly Grade[]
}

export type GroupedChild = { birthDate: Day; grade: Grade | null }

/**
 * The group that has a child on a day: the one of the enrollment, else the first that takes the child.
 *
 * @returns null when no group takes the child: see `boundsWords`
 */
export function groupOn(
  child: GroupedChild,
  groups: readonly Group[],
  on: Day,
  enrolledIn: number | null,
): Group | null {
  return groups.find(({ id }) => id === enrolledIn) ?? groups.find((group) => takes(group, child, on)) ?? null
}

function takes({ minAge, maxAge, grades }: Group, { birthDate, grade }: GroupedChild, on: Day): boolean {
  const age = ageOn(birthDate, on)
  return (
    (minAge === null || age >= minAge) &&
    (maxAge === null || age <= maxAge) &&
    (grades.length === 0 || (grade !== null && grades.includes(grade)))
  )
}

/** Who a group takes, in words: « de 3 à 5 ans, en petite section »; empty without bounds. */
export function boundsWords({ minAge, maxAge, grades }: Pick<Group, 'minAge' | 'maxAge' | 'grades'>): string {
  const ages =
    minAge !== null && maxAge !== null
      ? `de ${minAge} à ${maxAge} ans`
      : minAge !== null
        ? `à partir de ${minAge} ans`
        : maxAge !== null
          ? `jusqu’à ${maxAge} ans`
          : null
  const classes = grades.length > 0 ? `en ${grades.map((grade) => GRADE_LABELS[grade]).join(', ')}` : null
  return [ages, classes].filter(Boolean).join(', ')
}

/** Why no group of an activity takes a child, in words for the parent. */
export function notTakenReason(groups: readonly Group[]): string {
  const whom = groups.map(boundsWords).filter(Boolean).join(' ; ')
  return `Cette activité accueille les enfants ${whom || 'd’un autre âge'}.`
}
