import { formatDay, type Day } from '@/lib/core/day'
import type { MailContent } from '@/lib/core/mail-layout'
import { daysByMonth } from './messages'
import type { EnrolledFilter } from './schema'

/** What a change of group did, in words: how many days went along, and those that stay where they were. */
export function regroupedMessage({ moved, kept }: { moved: number; kept: readonly Day[] }): string {
  const went =
    moved === 0
      ? ''
      : moved > 1
        ? ` ${moved} jours à venir changent de groupe.`
        : ' 1 jour à venir change de groupe.'
  const [one] = kept
  const stay =
    kept.length === 0
      ? ''
      : ` Faute de place, ${kept.length > 1 ? `${kept.length} jours restent` : `le ${formatDay(one!, 'weekday')} reste`} dans l’ancien groupe${kept.length > 1 ? ` : ${daysByMonth(kept).join(' ; ')}` : ''}.`
  return `Le groupe est enregistré.${went}${stay}`
}

/** Why an enrollment can't end on a day; null when it can. */
export function periodMessage(
  { startsOn, endsOn }: { startsOn: Day; endsOn: Day },
  last: Day,
): string | null {
  if (last >= startsOn && last < endsOn) return null
  return `L’inscription va du ${formatDay(startsOn, 'long')} au ${formatDay(endsOn, 'long')} : indiquez un jour plus tôt que sa fin.`
}

/** Why the frequency of an enrollment can't change on a day; null when it can. Days past keep what they were. */
export function frequencyMessage(
  { startsOn, endsOn }: { startsOn: Day; endsOn: Day },
  from: Day,
  today: Day,
): string | null {
  if (from < today) return 'Ce jour est passé : choisissez aujourd’hui ou un jour à venir.'
  if (from >= startsOn && from <= endsOn) return null
  return `L’inscription va du ${formatDay(startsOn, 'long')} au ${formatDay(endsOn, 'long')} : choisissez un de ces jours.`
}

/** Why an enrollment can't end before a day that is begun or past; null when there is none. */
export function heldMessage(heldUntil: Day | null): string | null {
  if (heldUntil === null) return null
  return `Une réservation existe le ${formatDay(heldUntil, 'long')}, jour commencé ou passé : l’inscription ne peut pas finir avant.`
}

/** « 3 réservations et demandes seront annulées », of the days after the end of an enrollment. */
export function releasedWords(count: number): string {
  if (count === 0) return 'Aucune réservation ni demande après ce jour'
  return count > 1
    ? `${count} réservations ou demandes seront annulées`
    : '1 réservation ou demande sera annulée'
}

/** What was announced of an end is no longer so. */
export function movedEndMessage(count: number): string {
  return `Les réservations ont changé entre-temps : ${releasedWords(count).toLocaleLowerCase('fr-FR')}. Rien n’a été modifié : vérifiez, puis confirmez.`
}

/** What an end did, once done. */
export function endedMessage(released: number): string {
  const cancelled =
    released > 1 ? ` : ${released} réservations ou demandes annulées` : ' : 1 réservation ou demande annulée'
  return `La fin de l’inscription est enregistrée${released > 0 ? cancelled : ''}.`
}

/** Why a request whose days are all after the end of an enrollment is cancelled. */
export function endedReason(activity: string, endsOn: Day): string {
  return `L’inscription à ${activity} finit le ${formatDay(endsOn, 'long')}.`
}

/** Tells a family that an enrollment ends, and which of its days are cancelled. */
export function enrollmentEndMail(
  {
    firstName,
    activity,
    endsOn,
    days,
  }: { firstName: string; activity: string; endsOn: Day; days: readonly Day[] },
  url: string,
): MailContent {
  const one = days.length === 1
  return {
    subject: `${firstName} : l’inscription à ${activity} finit le ${formatDay(endsOn, 'long')}`,
    paragraphs: [
      `Le service a mis fin à l’inscription de ${firstName} à l’activité ${activity}. Son dernier jour est le ${formatDay(endsOn, 'full')}.`,
      ...(days.length > 0
        ? [
            one
              ? 'Cette journée est annulée et ne sera pas facturée :'
              : `Ces ${days.length} journées sont annulées et ne seront pas facturées :`,
            ...daysByMonth(days),
          ]
        : []),
      'Une question ? Les coordonnées du service sont en bas de ce message.',
    ],
    button: { label: 'Voir le planning', url },
  }
}

/** Which enrollments of an activity are listed, as choices of a filter. */
export const ENROLLED_WHEN_WORDS: Record<EnrolledFilter['when'], string> = {
  'en-cours': 'En cours et à venir',
  terminees: 'Terminées',
  toutes: 'Toutes',
}

/** How many enrollments the list found. */
export function enrolledCount(total: number, { text, when }: Pick<EnrolledFilter, 'text' | 'when'>): string {
  const s = total > 1 ? 's' : ''
  const kind = { 'en-cours': ` en cours ou à venir`, terminees: ` terminée${s}`, toutes: '' }[when]
  return `${total.toLocaleString('fr-FR')} inscription${s}${kind}${text ? ` au nom de « ${text} »` : ''}`
}
