import { deadlineSentence } from './deadline'
import { boundsWords, type Group } from './groups'
import {
  dayLimitsSentence,
  lateAbsenceSentence,
  lateBookingSentence,
  openingSentence,
  waitingListSentence,
  type DayLimits,
  type DeadlineTerms,
  type WaitingListKind,
} from './terms'

/** What the summary of an activity is made of. */
export type Summarised = DeadlineTerms & {
  openToAll: boolean
  needsDocuments: boolean
  dayLimits: DayLimits | null
  waitingList: WaitingListKind
  offerHours: number
  groups: readonly Group[]
  excludes: readonly number[]
  requires: readonly number[]
}

/**
 * The rules of an activity in sentences, under a word for what they are about; nothing on what is not set.
 *
 * @param nameOf the name of another activity
 */
export function rulesSummary(
  activity: Summarised,
  nameOf: (id: number) => string,
): { about: string; text: string }[] {
  const { bookingOpens, bookingDeadline, lateBooking, absenceDeadline, lateAbsence, dayLimits } = activity
  const isLate = lateBooking.policy !== 'REFUSED'
  const isLateAbsence = lateAbsence.accepted || lateAbsence.proofHours !== null
  const lines = [
    {
      about: 'Réserver',
      text: [
        activity.openToAll && 'Sans inscription.',
        activity.needsDocuments && 'Les documents obligatoires doivent être déposés.',
        openingSentence(bookingOpens),
        deadlineSentence(bookingDeadline),
        isLate && lateBookingSentence(lateBooking),
      ],
    },
    {
      about: 'Absence',
      text: [deadlineSentence(absenceDeadline), isLateAbsence && lateAbsenceSentence(lateAbsence)],
    },
    { about: 'Jours', text: [dayLimitsSentence(dayLimits)] },
    {
      about: 'Liste d’attente',
      text: [
        activity.waitingList !== 'NONE' && waitingListSentence(activity.waitingList, activity.offerHours),
      ],
    },
    {
      about: 'Le même jour',
      text: [
        activity.excludes.length > 0 && `Pas avec ${namesOf(activity.excludes, nameOf)}.`,
        activity.requires.length > 0 && `Seulement avec ${namesOf(activity.requires, nameOf)}.`,
      ],
    },
  ]
  return lines
    .map(({ about, text }) => ({ about, text: text.filter(Boolean).join(' ') }))
    .filter(({ text }) => text !== '')
}

/** The places of an activity, by group where it has several: « 3-5 ans : 24 places par jour, de 3 à 5 ans ». */
export function placesWords(groups: readonly Group[]): string[] {
  return groups.map((group) => {
    const bounds = boundsWords(group)
    const words = `${group.name ? `${group.name} : ` : ''}${capacityWords(group.capacity)}${bounds ? `, ${bounds}` : ''}`
    return words.charAt(0).toLocaleUpperCase('fr-FR') + words.slice(1)
  })
}

/** « 24 places par jour », « places non limitées ». */
export function capacityWords(capacity: number | null): string {
  if (capacity === null) return 'places non limitées'
  return capacity > 1 ? `${capacity} places par jour` : `${capacity} place par jour`
}

function namesOf(ids: readonly number[], nameOf: (id: number) => string): string {
  return new Intl.ListFormat('fr-FR').format(ids.map(nameOf))
}
