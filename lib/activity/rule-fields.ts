import { parseWallTime, type WallTime, type Weekday } from '@/lib/core/day'
import type { WaitingList } from '@/lib/generated/prisma/enums.ts'
import { ANCHORS, COUNTINGS, type DeadlineRule } from './rules/deadline'
import type { DayLimits, LateAbsence, LateBooking } from './rules/terms'

// The rules of an activity as a form types them. No library: the form reads what is being typed with the same functions
// as its schema, to say it in a sentence.

/** What was typed in the fields of a rule, by the last part of their names. */
export type RuleText = Readonly<Record<string, string>>

/** A rule, or what is wrong with its fields, by the last part of their names. */
export type Read<Value> = { value: Value } | { errors: Record<string, string> }

/** The kinds of deadlines, in the order and the words of the form. NONE is worded by each use. */
export const KIND_WORDS = {
  DAYS_BEFORE: 'Un nombre de jours avant',
  HOURS_BEFORE: 'Un nombre d’heures avant le début',
  WEEKDAY_BEFORE: 'Un jour de la semaine',
  MONTH_DAY: 'Un jour du mois',
} as const satisfies Record<Exclude<DeadlineRule['kind'], 'NONE'>, string>

/** Takes the fields of a rule one by one, and keeps what is wrong with them. */
class Fields {
  readonly errors: Record<string, string> = {}
  constructor(private readonly text: RuleText) {}

  typed(name: string): string {
    return (this.text[name] ?? '').trim()
  }

  number(name: string, min: number, max: number, what: string): number {
    const typed = this.typed(name)
    const value = /^\d{1,4}$/.test(typed) ? Number(typed) : NaN
    if (!(value >= min && value <= max)) this.errors[name] = `Indiquez ${what}, de ${min} à ${max}.`
    return value
  }

  numberOrNone(name: string, min: number, max: number, what: string): number | null {
    return this.typed(name) === '' ? null : this.number(name, min, max, `${what} ou laissez vide`)
  }

  time(): WallTime {
    const time = parseWallTime(this.typed('time'))
    if (!time) this.errors.time = 'Écrivez l’heure ainsi : 09:30.'
    return time ?? ('00:00' as WallTime)
  }

  choice<Value extends string>(name: string, values: readonly Value[], error: string): Value {
    const found = values.find((value) => value === this.typed(name))
    if (found === undefined) this.errors[name] = error
    return found ?? values[0]!
  }

  read<Value>(value: Value): Read<Value> {
    return Object.keys(this.errors).length > 0 ? { errors: this.errors } : { value }
  }
}

const READ_KIND: Record<DeadlineRule['kind'], (fields: Fields) => DeadlineRule> = {
  NONE: () => ({ kind: 'NONE' }),
  DAYS_BEFORE: (fields) => ({
    kind: 'DAYS_BEFORE',
    days: fields.number('days', 0, 365, 'un nombre de jours'),
    time: fields.time(),
    counting: fields.choice('counting', COUNTINGS, 'Choisissez les jours qui comptent.'),
    from: anchor(fields),
  }),
  HOURS_BEFORE: (fields) => ({
    kind: 'HOURS_BEFORE',
    hours: fields.number('hours', 0, 999, 'un nombre d’heures'),
  }),
  WEEKDAY_BEFORE: (fields) => ({
    kind: 'WEEKDAY_BEFORE',
    weekday: fields.number('weekday', 1, 7, 'un jour de la semaine') as Weekday,
    weeks: fields.number('weeks', 0, 52, 'un nombre de semaines'),
    time: fields.time(),
    from: anchor(fields),
  }),
  MONTH_DAY: (fields) => ({
    kind: 'MONTH_DAY',
    dayOfMonth: fields.number('dayOfMonth', 1, 31, 'un jour du mois'),
    months: fields.number('months', 0, 12, 'un nombre de mois'),
    time: fields.time(),
    from: anchor(fields),
  }),
}

const KINDS = Object.keys(READ_KIND) as DeadlineRule['kind'][]

function anchor(fields: Fields) {
  return fields.choice('from', ANCHORS, 'Choisissez depuis quand le délai se compte.')
}

/** Reads a deadline. The fields of the other kinds are not looked at. */
export function readDeadline(text: RuleText): Read<DeadlineRule> {
  const fields = new Fields(text)
  const kind = fields.choice('kind', KINDS, 'Choisissez une règle.')
  return fields.read(READ_KIND[kind](fields))
}

/** Reads what becomes of late requests; the limit is looked at where they are not refused. */
export function readLateBooking(text: RuleText): Read<LateBooking> {
  const fields = new Fields(text)
  const policies = ['REFUSED', 'SURCHARGE', 'AGENTS'] as const
  const policy = fields.choice('policy', policies, 'Choisissez ce qui arrive après le délai.')
  if (policy === 'REFUSED') return fields.read({ policy })
  const until = readDeadline(text)
  return 'errors' in until ? until : { value: { policy, until: until.value } }
}

/** Reads what becomes of late absences. */
export function readLateAbsence(text: RuleText): Read<LateAbsence> {
  const fields = new Fields(text)
  return fields.read({
    accepted: fields.choice('accepted', ['0', '1'], 'Choisissez ce qui arrive après le délai.') === '1',
    proofHours: fields.numberOrNone('proofHours', 1, 720, 'un nombre d’heures'),
  })
}

/** Reads the limits of days; null without limits. */
export function readDayLimits(text: RuleText): Read<DayLimits | null> {
  const fields = new Fields(text)
  const per = fields.choice('per', ['NONE', 'WEEK', 'MONTH', 'HOLIDAYS'], 'Choisissez une période.')
  if (per === 'NONE') return fields.read(null)
  const min = fields.numberOrNone('min', 1, 366, 'un nombre de jours')
  const max = fields.numberOrNone('max', 1, 366, 'un nombre de jours')
  if (min === null && max === null) fields.errors.max ??= 'Indiquez un minimum ou un maximum.'
  if (min !== null && max !== null && min > max)
    fields.errors.max = 'Le maximum est plus petit que le minimum.'
  return fields.read({ per, min, max })
}

export type WaitingRule = { waitingList: WaitingList; offerHours: number }

/** How long an offered place is held where nobody has said. */
export const OFFER_HOURS = 24

/** Reads how a full day is waited for; the hours are looked at where there is a list. */
export function readWaiting(text: RuleText): Read<WaitingRule> {
  const fields = new Fields(text)
  const lists = ['NONE', 'AUTO', 'MANUAL'] as const
  const waitingList = fields.choice('list', lists, 'Choisissez ce qui arrive quand un jour est complet.')
  if (waitingList === 'NONE') return fields.read({ waitingList, offerHours: OFFER_HOURS })
  return fields.read({ waitingList, offerHours: fields.number('hours', 1, 168, 'un nombre d’heures') })
}
