import { dayInParis, formatInstant, formatTime, timeInParis } from '../core/day'
import { CODE_LENGTH, type CodeReading } from './rules/code'

/** What is wrong with a typed code, and what to do. */
export function readingMessage(reading: Extract<CodeReading, { ok: false }>): string {
  if (reading.reason === 'SIGN')
    return `Un code abonné ne contient jamais « ${reading.sign} ». Comparez avec votre courrier.`
  if (reading.reason === 'CHECK')
    return 'Il y a une faute de frappe dans ce code. Comparez chaque signe avec votre courrier.'
  if (reading.count === 0) return 'Saisissez le code abonné qui figure sur votre courrier.'
  const counted = reading.count === 1 ? '1 signe saisi' : `${reading.count} signes saisis`
  return `Un code abonné compte ${CODE_LENGTH} signes (${counted}). Comparez avec votre courrier.`
}

const ASK_NEW = 'Demandez un nouveau courrier au service famille.'

/** Why a code that was read does not open a family. All but CODE_UNKNOWN are told only to who holds a real code. */
export const CODE_REFUSALS = {
  CODE_UNKNOWN:
    'Ce code n’est pas reconnu. Vérifiez qu’il vient de votre dernier courrier, puis saisissez-le à nouveau.',
  CODE_USED: `Ce code a déjà servi : un code ne sert qu’une fois. ${ASK_NEW}`,
  CODE_REVOKED: `Ce code n’est plus valable : il a été remplacé ou annulé. Utilisez le courrier le plus récent, ou demandez-en un nouveau au service famille.`,
  ALREADY_SUBSCRIBED:
    'Votre compte est déjà relié à cette famille, pour ce responsable : il n’y a rien à faire. Ce code n’a pas été utilisé.',
} as const

/** The message for a code whose last day, in French, has passed. */
export function expiredMessage(lastDay: string): string {
  return `Ce code a expiré : il était valable jusqu’au ${lastDay}. ${ASK_NEW}`
}

/** How long to wait after too many unknown codes: « à partir de 14 h 32 », with the day when it is another. */
export function waitMessage(retryAt: Date, at: Date): string {
  const minute = new Date(Math.ceil(retryAt.getTime() / 60_000) * 60_000)
  const when =
    dayInParis(minute) === dayInParis(at)
      ? `à partir de ${formatTime(timeInParis(minute))}`
      : `à partir du ${formatInstant(minute)}`
  return `Trop de codes inconnus ont été saisis. Réessayez ${when}.`
}

/** « Mme Sofia Delmas », or « Madame Sofia Delmas » at the head of a letter. */
export function guardianName(
  guardian: { title: 'MME' | 'M'; firstNames: string; lastName: string },
  title: 'short' | 'long' | 'none' = 'none',
): string {
  const words = { short: { MME: 'Mme ', M: 'M. ' }, long: { MME: 'Madame ', M: 'Monsieur ' } }
  const firstName = guardian.firstNames.split(/[\s,]+/)[0]
  return `${title === 'none' ? '' : words[title][guardian.title]}${firstName} ${guardian.lastName}`
}
