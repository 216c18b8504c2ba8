import { formatDeadline } from '@/lib/activity/rules/deadline'
import { formatDay, type Day } from '@/lib/core/day'
import type { MailContent } from '@/lib/core/mail-layout'
import { daysWords, groupDays, type EntryNames } from './messages'
import type { ReminderKind } from './rules/reminders'

/** A day that a mail reminds of, and until when it can be booked. `rolls`: days after it open little by little. */
export type ReminderLine = EntryNames & { kind: ReminderKind; limit: Date; rolls: boolean }

/** Where the reminder leads: `book` reserves the days without logging in; null where there is none to reserve so. */
export type ReminderUrls = { book: string | null; planning: string; stop: string }

/** Days written one by one; more are a run. */
const MAX_NAMED = 6

/**
 * The reminder of days to book (PRODUCT §9): the days of a week about to close, then the holidays of which nothing is
 * booked yet, then the days that have just opened.
 *
 * @param until until when the link that books serves
 */
export function reminderMail(
  lines: readonly ReminderLine[],
  urls: ReminderUrls,
  until: Date | null,
): MailContent {
  const ofKind = (kind: ReminderKind) => lines.filter((one) => one.kind === kind)
  const week = ofKind('LIMIT')
  const holidays = ofKind('HOLIDAYS')
  const opened = ofKind('OPENING')
  return {
    subject: subjectOf(week, holidays, opened),
    paragraphs: [
      ...(week.length > 0 ? ['Ces journées ne sont pas encore réservées :', ...byLimit(week)] : []),
      ...(holidays.length > 0
        ? ['Vous n’avez encore rien réservé pour ces vacances :', ...byLimit(holidays)]
        : []),
      ...(opened.length > 0 ? ['Les réservations sont ouvertes :', ...byOpening(opened)] : []),
      'Si votre enfant ne vient pas, vous n’avez rien à faire.',
    ],
    button: urls.book
      ? { label: 'Réserver ces journées', url: urls.book }
      : { label: 'Voir le planning', url: urls.planning },
    after: until
      ? [
          `Le bouton vous montre d’abord ${week.length > 1 ? 'ces journées' : 'cette journée'}${exceptWords(holidays, opened)}. Il réserve sans vous connecter, une seule fois, jusqu’au ${formatDeadline(until)} : ne transférez pas cet e-mail.`,
          `Pour choisir vous-même les jours, allez sur votre planning : ${urls.planning}`,
        ]
      : [],
    stop: { label: 'Ne plus recevoir de rappels', url: urls.stop },
  }
}

function subjectOf(
  week: readonly ReminderLine[],
  holidays: readonly ReminderLine[],
  opened: readonly ReminderLine[],
): string {
  if (week.length > 0) return `À réserver jusqu’au ${formatDeadline(firstLimit(week))} : ${whatWords(week)}`
  if (holidays.length > 0) return `Vous n’avez pas encore réservé : ${whatWords(holidays)}`
  return `Les réservations sont ouvertes : ${whatWords(opened)}`
}

/** Which days of a mail its button leaves alone. */
function exceptWords(holidays: readonly ReminderLine[], opened: readonly ReminderLine[]): string {
  if (opened.length === 0) return holidays.length > 0 ? ', sans les vacances' : ''
  const justOpened = 'celles qui viennent d’ouvrir'
  return holidays.length > 0 ? `, sans les vacances ni ${justOpened}` : `, sans ${justOpened}`
}

/** A line for the days of a child in an activity that have just opened. Their first limit alone is said where it differs. */
function byOpening(lines: readonly ReminderLine[]): string[] {
  return groupDays(lines).map(({ firstName, activity, days }) => {
    const mine = lines.filter((one) => one.firstName === firstName && one.activity === activity)
    const limit = firstLimit(mine)
    const isOne = mine.every((one) => one.limit.getTime() === limit.getTime())
    const after = mine.some(({ rolls }) => rolls) ? ' Les jours suivants ouvriront peu à peu.' : ''
    return `${firstName}, ${activity} : ${daysList(days)}, à réserver jusqu’au ${formatDeadline(limit)}${isOne ? '' : ' pour le premier jour'}.${after}`
  })
}

/** A line for the days of a child in an activity that close together, the first to close first. */
function byLimit(lines: readonly ReminderLine[]): string[] {
  const limits = [...new Set(lines.map(({ limit }) => limit.getTime()))].sort((a, b) => a - b)
  return limits.flatMap((limit) =>
    groupDays(lines.filter((one) => one.limit.getTime() === limit)).map(
      ({ firstName, activity, days }) =>
        `${firstName}, ${activity} : ${daysList(days)}, à réserver jusqu’au ${formatDeadline(new Date(limit))}.`,
    ),
  )
}

function daysList(days: readonly Day[]): string {
  if (days.length <= MAX_NAMED)
    return new Intl.ListFormat('fr-FR').format(days.map((day) => formatDay(day, 'weekday')))
  return `${days.length} jours, du ${formatDay(days[0]!, 'weekday')} au ${formatDay(days.at(-1)!, 'weekday')}`
}

function firstLimit(lines: readonly ReminderLine[]): Date {
  return new Date(Math.min(...lines.map(({ limit }) => limit.getTime())))
}

/** What a subject names: the days of two groups at most, else how many for whom. */
function whatWords(lines: readonly ReminderLine[]): string {
  const groups = groupDays(lines)
  if (groups.length <= 2) return groups.map(daysWords).join(' ; ')
  const children = [...new Set(groups.map(({ firstName }) => firstName))]
  return `${lines.length} journées pour ${new Intl.ListFormat('fr-FR').format(children)}`
}
