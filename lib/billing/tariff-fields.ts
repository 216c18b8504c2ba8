import { parseWallTime } from '@/lib/core/day'
import { parseEuros, type Centimes } from '@/lib/core/money'
import {
  CATEGORIES,
  type BillingUnit,
  type Bracket,
  type Category,
  type Scale,
  type Scales,
  type Siblings,
  type TariffRules,
} from './rules/price'

// A tariff as its form types it. No library: the form reads what is being typed with the same functions as its schema, to
// show the prices that it gives.

/** What was typed, by the names of the fields. */
export type TariffText = Readonly<Record<string, string>>

/** A tariff, or what is wrong by the names of the fields. */
export type ReadTariff = { value: TariffRules } | { errors: Record<string, string> }

/** The units of the form, in its order. */
export const UNITS = {
  DAY: { kind: 'DAY' },
  TIME_15: { kind: 'TIME', minutes: 15 },
  TIME_30: { kind: 'TIME', minutes: 30 },
  TIME_60: { kind: 'TIME', minutes: 60 },
  MONTH: { kind: 'PACKAGE', per: 'MONTH' },
  PERIOD: { kind: 'PACKAGE', per: 'PERIOD' },
} as const satisfies Record<string, BillingUnit>

export type UnitChoice = keyof typeof UNITS

/** The kinds of scales; SAME, of a category without prices of its own, comes first where it is offered. */
export const SCALE_KINDS = ['FLAT', 'BRACKETS', 'EFFORT'] as const

/** Whose prices a part of the form holds. */
export const PAYERS = ['residents', 'outsiders'] as const
export type PayerKind = (typeof PAYERS)[number]

/** How many reductions for siblings the form has room for. */
export const SIBLING_STEPS = 4

const MAX_QUOTIENT = 99_999
const MAX_PRICE: Centimes = 999_999
const AMOUNT = 'Écrivez un montant en euros, ainsi : 3,05.'

/** Takes the fields one by one, and keeps what is wrong with them. */
class Fields {
  readonly errors: Record<string, string> = {}
  constructor(private readonly text: TariffText) {}

  typed(name: string): string {
    return (this.text[name] ?? '').trim()
  }

  amount(name: string): Centimes {
    const amount = parseEuros(this.typed(name))
    if (amount === null) this.errors[name] = AMOUNT
    else if (amount > MAX_PRICE) this.errors[name] = 'Un prix est de 9 999,99 € au plus.'
    return amount ?? 0
  }

  amountOrNone(name: string): Centimes | null {
    return this.typed(name) === '' ? null : this.amount(name)
  }

  /** A whole number from 0 up. */
  number(name: string, max: number, error: string): number {
    const typed = this.typed(name).replace(/[\s\u00a0\u202f]/g, '')
    const value = /^\d{1,6}$/.test(typed) ? Number(typed) : NaN
    if (!(value <= max)) this.errors[name] = error
    return value
  }

  choice<Value extends string>(name: string, values: readonly Value[], error: string): Value {
    const found = values.find((value) => value === this.typed(name))
    if (found === undefined) this.errors[name] = error
    return found ?? values[0]!
  }

  /** The keys of the rows that a list of fields « prefix.KEY » has, in their order. */
  rows(prefix: string): string[] {
    return Object.keys(this.text)
      .filter((name) => name.startsWith(`${prefix}.`))
      .map((name) => name.slice(prefix.length + 1))
  }
}

/** Reads a tariff. Fields of what is not chosen are not looked at. */
export function readTariff(text: TariffText): ReadTariff {
  const fields = new Fields(text)
  const unit = fields.choice(
    'unit',
    Object.keys(UNITS) as UnitChoice[],
    'Choisissez ce qui est compté : le jour, le temps ou un forfait.',
  )
  const hasOutsiders =
    fields.choice('forOutsiders', ['SAME', 'OWN'], 'Choisissez ce que paient les familles hors commune.') ===
    'OWN'
  const value: TariffRules = {
    unit: UNITS[unit],
    residents: readScales(fields, 'residents'),
    outsiders: hasOutsiders ? readScales(fields, 'outsiders') : null,
    siblings: readSiblings(fields),
    lateBooking: fields.amountOrNone('lateBooking'),
    noShow: fields.amountOrNone('noShow'),
    lateLeaving: readLateLeaving(fields),
    waitingDays:
      fields.typed('waitingDays') === ''
        ? 0
        : fields.number('waitingDays', 30, 'Indiquez un nombre de jours, de 0 à 30.'),
  }
  return Object.keys(fields.errors).length > 0 ? { errors: fields.errors } : { value }
}

function readScales(fields: Fields, payer: PayerKind): Scales {
  const [REGULAR, OCCASIONAL, OWN_MEAL] = CATEGORIES.map((category) => readScale(fields, payer, category))
  return { REGULAR: REGULAR!, OCCASIONAL: OCCASIONAL!, OWN_MEAL: OWN_MEAL! }
}

/** Null for a category that pays as the regular ones, and where no kind is chosen. */
function readScale(fields: Fields, payer: PayerKind, category: Category): Scale | null {
  const prefix = `${payer}.${category}`
  const kinds = category === 'REGULAR' ? SCALE_KINDS : (['SAME', ...SCALE_KINDS] as const)
  const kind = fields.choice(`${prefix}.kind`, kinds, 'Choisissez comment le prix est fixé.')
  if (fields.errors[`${prefix}.kind`]) return null
  switch (kind) {
    case 'SAME':
      return null
    case 'FLAT':
      return { kind: 'FLAT', price: fields.amount(`${prefix}.flat`) }
    case 'BRACKETS':
      return { kind: 'BRACKETS', brackets: readBrackets(fields, prefix) }
    case 'EFFORT':
      return readEffort(fields, prefix)
  }
}

/** Rows with a quotient or a price, in the order of the quotients, whatever that of the rows. */
function readBrackets(fields: Fields, prefix: string): Bracket[] {
  const filled = fields
    .rows(`${prefix}.from`)
    .filter((key) => fields.typed(`${prefix}.from.${key}`) + fields.typed(`${prefix}.price.${key}`) !== '')
  const rows = filled
    .map((key) => ({
      key,
      from: fields.number(
        `${prefix}.from.${key}`,
        MAX_QUOTIENT,
        'Indiquez un QF : un nombre entier, de 0 à 99 999.',
      ),
      price: fields.amount(`${prefix}.price.${key}`),
    }))
    .sort((a, b) => a.from - b.from)
  const [first] = rows
  if (!first) {
    fields.errors[`${prefix}.from.0`] = 'Indiquez au moins une tranche.'
    return []
  }
  if (first.from > 0)
    fields.errors[`${prefix}.from.${first.key}`] =
      'La première tranche commence au QF 0 : chaque famille a un prix.'
  rows.forEach(({ key, from }, index) => {
    if (index > 0 && rows[index - 1]!.from === from)
      fields.errors[`${prefix}.from.${key}`] = 'Une autre tranche commence à ce QF.'
  })
  return rows.map(({ from, price }) => ({ from, price }))
}

function readEffort(fields: Fields, prefix: string): Scale {
  const rate = parseRate(fields.typed(`${prefix}.rate`))
  if (rate === null) fields.errors[`${prefix}.rate`] = 'Écrivez un taux en pour cent du QF, ainsi : 0,36.'
  const min = fields.amount(`${prefix}.min`)
  const max = fields.amount(`${prefix}.max`)
  if (min > max && !fields.errors[`${prefix}.max`])
    fields.errors[`${prefix}.max`] = 'Le prix maximum est plus petit que le prix minimum.'
  return { kind: 'EFFORT', rate: rate ?? 0, min, max }
}

/** Ten-thousandths of a percent of « 0,36 » or « 0,0619 »; null for what is no rate of up to 100 %. */
function parseRate(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?$/.exec(text.replace(/[\s\u00a0\u202f%]/g, ''))
  if (!match) return null
  const rate = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'))
  return rate > 0 && rate <= 1_000_000 ? rate : null
}

function readSiblings(fields: Fields): Siblings | null {
  const by = fields.choice(
    'siblings.by',
    ['NONE', 'RANK', 'COUNT'],
    'Choisissez s’il y a des réductions pour les frères et sœurs.',
  )
  if (by === 'NONE') return null
  const steps = fields
    .rows('siblings.percent')
    .filter((key) => fields.typed(`siblings.percent.${key}`) !== '')
    .map((key) => ({ key, ...readStep(fields, key) }))
    .sort((a, b) => a.from - b.from)
  if (steps.length === 0) fields.errors['siblings.percent.0'] = 'Indiquez au moins une réduction.'
  steps.forEach(({ key, from }, index) => {
    if (index > 0 && steps[index - 1]!.from === from)
      fields.errors[`siblings.from.${key}`] = 'Une autre réduction commence à ce nombre.'
  })
  return { by, steps: steps.map(({ from, percent }) => ({ from, percent })) }
}

function readStep(fields: Fields, key: string) {
  const from = fields.number(`siblings.from.${key}`, 20, SIBLING)
  if (from < 1) fields.errors[`siblings.from.${key}`] = SIBLING
  const percent = fields.number(`siblings.percent.${key}`, 100, 'Indiquez une réduction, de 0 à 100 %.')
  return { from, percent }
}

const SIBLING = 'Indiquez à partir de quel enfant, de 1 à 20.'

function readLateLeaving(fields: Fields): TariffRules['lateLeaving'] {
  const [after, amount] = ['lateLeaving.after', 'lateLeaving.amount']
  if (fields.typed(after) + fields.typed(amount) === '') return null
  const time = parseWallTime(fields.typed(after))
  if (!time) fields.errors[after] = 'Écrivez l’heure ainsi : 18:30.'
  return { after: time ?? '00:00', amount: fields.amount(amount) }
}
