import type { Day } from '@/lib/core/day'

/**
 * An obligatory document that does not stand for ever: `until`, the last valid day of the one accepted, null when none is.
 * One that waits for an agent's answer stands.
 */
export type LackingDocument = { name: string; until: Day | null }

/**
 * Why a child can't be booked on a day in an activity that asks for whole dossiers (PRODUCT §6 « blocked while documents
 * are missing »): the documents that do not cover that day; null when none is missing.
 */
export function lackingReason(documents: readonly LackingDocument[], day: Day): string | null {
  const names = documents.filter(({ until }) => until === null || until < day).map(({ name }) => name)
  if (names.length === 0) return null
  const many = names.length > 1
  const list = new Intl.ListFormat('fr-FR').format(names.map((name) => `« ${name} »`))
  return `${many ? 'Des documents obligatoires manquent' : 'Un document obligatoire manque'} ce jour-là : ${list}. Déposez-${many ? 'les' : 'le'} dans « Documents », puis réservez.`
}
