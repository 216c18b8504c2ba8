import { deadlineInstant, deadlineWords, type ActivityOnDay, type DeadlineRule } from './deadline'

/**
 * What becomes of a request past its deadline, up to a second one: refused, accepted with a surcharge, or sent to
 * the agents (PRODUCT §6 « Rules »).
 */
export type LateBooking = { policy: 'REFUSED' } | { policy: 'SURCHARGE' | 'AGENTS'; until: DeadlineRule }

/**
 * An absence past its deadline: `accepted`, it frees the place and stays billed; with `proofHours`, it is free when a
 * medical proof is given within that many hours after the beginning of the activity.
 */
export type LateAbsence = { accepted: boolean; proofHours: number | null }

/** How many days of an activity a child may have, at least and at most, in each week, month or school holidays. */
export type DayLimits = { per: 'WEEK' | 'MONTH' | 'HOLIDAYS'; min: number | null; max: number | null }

export type WaitingListKind = 'NONE' | 'AUTO' | 'MANUAL'

/** The moments that a day's rules turn on. */
export type DeadlineTerms = {
  bookingOpens: DeadlineRule
  bookingDeadline: DeadlineRule
  lateBooking: LateBooking
  absenceDeadline: DeadlineRule
  lateAbsence: LateAbsence
}

/**
 * The instants at which a day can be booked, and an absence declared: `opens` (null: always open) until `booking`,
 * late until `late`; an absence until `absence`, its medical proof until `proof`; `start` is when the activity begins.
 * Null where the rule does not exist.
 */
export type Deadlines = {
  start: Date
  opens: Date | null
  booking: Date
  late: Date | null
  absence: Date
  proof: Date | null
}

const HOUR_MS = 3_600_000

/** The instants of an activity's day, on the wall clock of Paris. */
export function deadlinesOn(terms: DeadlineTerms, on: ActivityOnDay): Deadlines {
  const { bookingOpens, bookingDeadline, lateBooking, absenceDeadline, lateAbsence } = terms
  const start = deadlineInstant({ kind: 'NONE' }, on)
  return {
    start,
    opens: bookingOpens.kind === 'NONE' ? null : deadlineInstant(bookingOpens, on),
    booking: deadlineInstant(bookingDeadline, on),
    late: lateBooking.policy === 'REFUSED' ? null : deadlineInstant(lateBooking.until, on),
    absence: deadlineInstant(absenceDeadline, on),
    proof:
      lateAbsence.proofHours === null ? null : new Date(start.getTime() + lateAbsence.proofHours * HOUR_MS),
  }
}

/** When reservations open, in a sentence; empty when they always are. */
export function openingSentence(rule: DeadlineRule): string {
  if (rule.kind === 'NONE') return ''
  // « jusqu’à 42 jours avant » : elles ouvrent 42 jours avant.
  return `Les réservations ouvrent ${deadlineWords(rule).replace(/^jusqu’(à (?=\d))?/, '')}.`
}

/** What becomes of late requests, in a sentence. */
export function lateBookingSentence(late: LateBooking): string {
  if (late.policy === 'REFUSED') return 'Après ce délai, la réservation n’est plus possible.'
  return lateBookingWords(late.policy, deadlineWords(late.until))
}

/** The same of a rule, or of a day: `until` is « jusqu’à la veille, à 12 h 00 », « jusqu’au lundi 7 décembre à 12 h 00 ». */
export function lateBookingWords(policy: 'SURCHARGE' | 'AGENTS', until: string): string {
  return policy === 'SURCHARGE'
    ? `Après ce délai, la réservation reste possible ${until}, avec une majoration.`
    : `Après ce délai, la demande est soumise au service, ${until}.`
}

/** What becomes of late absences, in a sentence. */
export function lateAbsenceSentence({ accepted, proofHours }: LateAbsence): string {
  return lateAbsenceWords(accepted, proofHours === null ? null : `dans les ${proofHours} heures`)
}

/** The same of a rule, or of a day: `proof` is when a medical proof is given, « dans les 48 heures », « jusqu’au… ». */
export function lateAbsenceWords(accepted: boolean, proof: string | null): string {
  const billed = accepted
    ? 'Après ce délai, l’absence peut encore être déclarée, mais la journée est facturée'
    : 'Après ce délai, l’absence ne se déclare plus et la journée est facturée'
  return proof === null ? `${billed}.` : `${billed}, sauf certificat médical remis ${proof}.`
}

const LIMIT_PERIODS = { WEEK: 'semaine', MONTH: 'mois', HOLIDAYS: 'période de vacances' } as const

/** The limits of days, in a sentence; empty without limits. */
export function dayLimitsSentence(limits: DayLimits | null): string {
  if (!limits || (limits.min === null && limits.max === null)) return ''
  const { min, max, per } = limits
  const days = (count: number) => `${count} ${count > 1 ? 'jours' : 'jour'}`
  const bounds =
    min !== null && max !== null
      ? `de ${min} à ${days(max)}`
      : min !== null
        ? `${days(min)} au moins`
        : `${days(max!)} au plus`
  return `Un enfant y vient ${bounds} par ${LIMIT_PERIODS[per]}.`
}

/** What becomes of requests for a full day, in a sentence. `offerHours`: how long an offered place is held. */
export function waitingListSentence(list: WaitingListKind, offerHours: number): string {
  if (list === 'NONE') return 'Quand un jour est complet, les demandes sont refusées.'
  const held = `${offerHours} ${offerHours > 1 ? 'heures' : 'heure'}`
  return list === 'AUTO'
    ? `Quand un jour est complet, les demandes attendent ; une place libérée va à la première, ou lui est proposée pendant ${held} si la famille ne peut plus annuler librement.`
    : 'Quand un jour est complet, les demandes attendent ; un agent donne les places libérées.'
}
