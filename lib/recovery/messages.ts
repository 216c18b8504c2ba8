import { formatDay, type Day } from '@/lib/core/day'
import type { RecoveryObstacle } from './rules/reminders'
import type { RecoverySettings } from './rules/settings'

/** Why nothing is done of an invoice, for an agent. */
export const OBSTACLE_WORDS: Record<RecoveryObstacle, string> = {
  PAID: 'elle est payée',
  NOT_LATE: 'elle n’est pas en retard',
  BEING_PAID: 'un paiement en ligne ou un prélèvement est en cours : attendez son résultat',
  TRANSMITTED: 'elle est déjà transmise au Trésor public',
  ALL_SENT: 'les trois relances sont parties : transmettez-la, ou appelez la famille',
  NOT_REMINDED: 'sa dernière relance n’est pas encore partie',
  NO_ACCOUNT: 'personne de la famille n’a de compte : écrivez par courrier, puis notez la relance',
  NO_ADDRESS: 'l’adresse de la famille n’est pas complète (rue, code postal, commune) dans son dossier',
}

export const MEANS_WORDS = { MAIL: 'par e-mail', LETTER: 'par courrier' } as const

/** « 1re relance », « 2e relance ». */
export const levelWords = (level: number) => (level === 1 ? '1re relance' : `${level}e relance`)

export const RECOVERY_REFUSALS = {
  noOffice:
    'Écrivez d’abord à quel service du Trésor public les familles paieront, dans « Réglages, Factures impayées ».',
  settled: 'Le paiement de cette facture au Trésor public est déjà noté.',
} as const

/** What a family with an invoice at the Trésor public has to do. */
export function treasuryWords({
  office,
  officeAddress,
}: Pick<RecoverySettings, 'office' | 'officeAddress'>): string[] {
  const [whom, where] = office ? [` (${office})`, 'à ce service'] : ['', 'au service que nomme son avis']
  return [
    `Cette facture a été transmise au Trésor public${whom} : payez-la désormais ${where}, et non plus sur ce portail ni à la mairie.`,
    ...(officeAddress ? [officeAddress] : []),
    'Ce service vous envoie un avis des sommes à payer, avec les moyens de paiement. En cas de difficulté, demandez-lui un délai : il peut en accorder.',
  ]
}

/** What is suspended, for the agent who sees a blocked family. */
export function blockedWords(number: string, until: Day | null): string {
  return until === null
    ? `Les nouvelles réservations de cette famille sont suspendues : sa facture n° ${number} n’est pas payée.`
    : `La suspension des réservations est levée jusqu’au ${formatDay(until, 'long')} inclus.`
}
