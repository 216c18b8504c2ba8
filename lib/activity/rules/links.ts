/** On a same day: an activity that is not booked with another, or not without it. */
export type ActivityLink = { activityId: number; otherId: number; kind: 'EXCLUDES' | 'REQUIRES' }

type Linked = { excludes: readonly number[]; requires: readonly number[] }

/**
 * Why an activity (null: a new one) can't be linked so: nobody could book it any more.
 *
 * @param links those of the other activities
 * @returns what is wrong, in words for the agent; null when nothing is
 */
export function linksProblem(
  id: number | null,
  { excludes, requires }: Linked,
  links: readonly ActivityLink[],
): string | null {
  if (id !== null && (excludes.includes(id) || requires.includes(id)))
    return 'Une activité ne peut pas dépendre d’elle-même.'
  const excluded = (other: number) =>
    excludes.includes(other) ||
    links.some((one) => one.kind === 'EXCLUDES' && one.activityId === other && one.otherId === id)
  if (requires.some(excluded)) return 'Une même activité ne peut pas être à la fois exclue et obligatoire.'
  return requiredBy(requires, links).has(id)
    ? 'Chacune demanderait l’autre d’abord : aucune ne pourrait plus être réservée.'
    : null
}

/** All that activities require, directly or not. */
function requiredBy(requires: readonly number[], links: readonly ActivityLink[]): Set<number | null> {
  const found = new Set<number | null>(requires)
  // A set grows while it is read: what is added is read too.
  for (const id of found)
    for (const link of links) if (link.kind === 'REQUIRES' && link.activityId === id) found.add(link.otherId)
  return found
}
