import type { FormValues } from '@/lib/core/action-state'
import type { ActivityView } from './queries'
import { OFFER_HOURS } from './rule-fields'
import type { DeadlineRule } from './rules/deadline'
import type { LateBooking } from './rules/terms'

/** What the fields of each kind hold before that kind is chosen. */
const DEADLINE_VALUES = {
  days: '2',
  time: '10:00',
  counting: 'CALENDAR',
  from: 'DAY',
  hours: '48',
  weekday: '5',
  weeks: '1',
  dayOfMonth: '10',
  months: '1',
}

/** The fields of the form as they stand: the rules of an activity or, without one, those of a new one. */
export function activityValues(activity?: ActivityView): FormValues {
  return {
    name: activity?.name ?? '',
    icon: activity?.icon ?? 'MEAL',
    opensOn: activity?.opensOn ?? 'SCHOOL_DAYS',
    'weekdays[]': (activity?.weekdays ?? [1, 2, 4, 5]).map(String),
    startsAt: activity?.startsAt ?? '',
    endsAt: activity?.endsAt ?? '',
    capacity: '',
    openToAll: flag(activity?.openToAll ?? false),
    needsDocuments: activity?.needsDocuments ? 'on' : '',
    showsPlacesLeft: (activity?.showsPlacesLeft ?? true) ? 'on' : '',
    isChildcare: activity?.isChildcare ? 'on' : '',
    autoAccepts: flag(activity?.autoAccepts ?? true),
    ...deadlineValues('bookingOpens', activity?.bookingOpens),
    ...deadlineValues('bookingDeadline', activity?.bookingDeadline),
    ...lateBookingValues(activity?.lateBooking),
    ...deadlineValues('absenceDeadline', activity?.absenceDeadline),
    'lateAbsence.accepted': flag(activity?.lateAbsence.accepted ?? false),
    'lateAbsence.proofHours': text(activity?.lateAbsence.proofHours),
    'dayLimits.per': activity?.dayLimits?.per ?? 'NONE',
    'dayLimits.min': text(activity?.dayLimits?.min),
    'dayLimits.max': text(activity?.dayLimits?.max),
    'waiting.list': activity?.waitingList ?? 'NONE',
    'waiting.hours': String(activity?.offerHours ?? OFFER_HOURS),
    'excludes[]': (activity?.excludes ?? []).map(String),
    'requires[]': (activity?.requires ?? []).map(String),
  }
}

const flag = (value: boolean) => (value ? '1' : '0')
const text = (value: number | null | undefined) => String(value ?? '')

function deadlineValues(prefix: string, rule: DeadlineRule = { kind: 'NONE' }): FormValues {
  const fields = Object.entries({ ...DEADLINE_VALUES, ...rule })
  return Object.fromEntries(fields.map(([field, value]) => [`${prefix}.${field}`, String(value)]))
}

function lateBookingValues(late: LateBooking = { policy: 'REFUSED' }): FormValues {
  const until = late.policy === 'REFUSED' ? undefined : late.until
  return { 'lateBooking.policy': late.policy, ...deadlineValues('lateBooking', until) }
}
