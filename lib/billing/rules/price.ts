import { roundHalfUp, type Centimes } from '@/lib/core/money'

/** A price of the first quotient on, until the next bracket's: « from ≤ QF < next ». The first is from 0. */
export type Bracket = { from: number; price: Centimes }

/**
 * What a unit costs by the family's quotient. EFFORT is linear (taux d’effort): `rate` is in ten-thousandths of a percent
 * of the quotient in euros (0,36 % is 3600; towns publish up to four decimals), between a floor and a ceiling.
 */
export type Scale =
  | { kind: 'FLAT'; price: Centimes }
  | { kind: 'BRACKETS'; brackets: readonly Bracket[] }
  | { kind: 'EFFORT'; rate: number; min: Centimes; max: Centimes }

/** How a child comes: enrolled, now and then, or with its own meal (panier PAI). */
export const CATEGORIES = ['REGULAR', 'OCCASIONAL', 'OWN_MEAL'] as const
export type Category = (typeof CATEGORIES)[number]

/** Prices by category; null is that of the regular ones. */
export type Scales = { REGULAR: Scale; OCCASIONAL: Scale | null; OWN_MEAL: Scale | null }

/** What is counted: days, units of time started, or one package per month, or per period between school holidays. */
export type BillingUnit =
  { kind: 'DAY' } | { kind: 'TIME'; minutes: 15 | 30 | 60 } | { kind: 'PACKAGE'; per: 'MONTH' | 'PERIOD' }

/**
 * Percent off the unit price from so many children on. RANK: each child has the reduction of its own rank, the eldest the
 * first; COUNT: all have that of their number. They are the family's children who come to the activity in the month.
 */
export type Siblings = { by: 'RANK' | 'COUNT'; steps: readonly { from: number; percent: number }[] }

/** What an activity costs from a day on. Surcharges are per day; null where there is none. */
export type TariffRules = {
  unit: BillingUnit
  residents: Scales
  /** Families from elsewhere; null: the same prices. */
  outsiders: Scales | null
  siblings: Siblings | null
  /** Of a day asked for after its deadline, or not at all. */
  lateBooking: Centimes | null
  /** Of a day booked on which the child did not come, over its price. */
  noShow: Centimes | null
  /** Of leaving after an hour of the wall clock. */
  lateLeaving: { after: string; amount: Centimes } | null
  /** Days of an absence with a medical proof that stay billed before it is free (délai de carence). */
  waitingDays: number
}

/** Who pays: a missing quotient is the top bracket, and the parent is told (PRODUCT §8). */
export type Payer = { quotient: number | null; isResident: boolean }

/** Which child of the family it is among `count` who come in the month, the eldest being 1. */
export type Sibling = { rank: number; count: number }

/** A unit price, and in French how it was found. */
export type UnitPrice = { price: Centimes; how: string }

/**
 * The price of one unit: rounded half up to the centime, to be multiplied afterwards (PRODUCT §8).
 *
 * @param sibling of a tariff without reductions, no matter
 */
export function unitPrice(rules: TariffRules, payer: Payer, category: Category, sibling: Sibling): UnitPrice {
  const scales = payer.isResident || !rules.outsiders ? rules.residents : rules.outsiders
  const own = scales[category]
  const { exact, how } = priceOnScale(own ?? scales.REGULAR, payer.quotient)
  const percent = reductionFor(rules.siblings, sibling)
  const said = [
    how,
    rules.outsiders && (payer.isResident ? 'résident' : 'hors commune'),
    own && CATEGORY_WORDS[category],
    percent > 0 && `${percent} % de réduction, ${siblingWords(rules.siblings!, sibling)}`,
  ]
  return { price: roundHalfUp((exact * (100 - percent)) / 100), how: said.filter(Boolean).join(' · ') }
}

const CATEGORY_WORDS: Record<Category, string> = {
  REGULAR: '',
  OCCASIONAL: 'occasionnel',
  OWN_MEAL: 'panier repas (PAI)',
}

/** The price on a scale, in centimes and fractions of one. */
function priceOnScale(scale: Scale, quotient: number | null): { exact: number; how: string } {
  switch (scale.kind) {
    case 'FLAT':
      return { exact: scale.price, how: 'tarif unique' }
    case 'BRACKETS': {
      const { brackets } = scale
      const found =
        quotient === null ? brackets.length - 1 : brackets.findLastIndex(({ from }) => from <= quotient)
      return { exact: brackets[found]!.price, how: bracketWords(brackets, found, quotient) }
    }
    case 'EFFORT': {
      if (quotient === null) return { exact: scale.max, how: `${MISSING}, tarif maximum` }
      // A quotient in euros × ten-thousandths of a percent = centimes × 10 000.
      const exact = (quotient * scale.rate) / 10_000
      const how = `QF ${quotient} × ${rateWords(scale.rate)}`
      if (exact < scale.min) return { exact: scale.min, how: `${how}, tarif minimum` }
      if (exact > scale.max) return { exact: scale.max, how: `${how}, tarif maximum` }
      return { exact, how }
    }
  }
}

const MISSING = 'QF non fourni'

/** Whether a price was found without the quotient that it depends on, by its reason. */
export function isQuotientMissing(how: string): boolean {
  return how.startsWith(MISSING)
}

function bracketWords(brackets: readonly Bracket[], at: number, quotient: number | null): string {
  if (brackets.length === 1) return 'tous les QF'
  if (quotient === null) return `${MISSING} : tranche la plus élevée`
  const { from } = brackets[at]!
  const next = brackets[at + 1]?.from
  if (next === undefined) return `QF à partir de ${from}`
  return from === 0 ? `QF inférieur à ${next}` : `QF de ${from} à moins de ${next}`
}

/** « 0,36 % » or « 0,0619 % », of ten-thousandths of a percent. */
export function rateWords(rate: number): string {
  return `${rateText(rate)} %`
}

/** « 0,36 », as a field shows a rate. */
export function rateText(rate: number): string {
  return (rate / 10_000)
    .toFixed(4)
    .replace(/0{1,2}$/, '')
    .replace('.', ',')
}

function reductionFor(siblings: Siblings | null, { rank, count }: Sibling): number {
  if (!siblings) return 0
  const reached = siblings.by === 'RANK' ? rank : count
  return siblings.steps.filter(({ from }) => from <= reached).at(-1)?.percent ?? 0
}

function siblingWords({ by }: Siblings, { rank, count }: Sibling): string {
  return by === 'RANK' ? `${ordinal(rank)} enfant` : childrenWords(count)
}

/** « 1er », « 2e ». */
export const ordinal = (rank: number) => (rank === 1 ? '1er' : `${rank}e`)

/** « 1 enfant », « 2 enfants ». */
export const childrenWords = (count: number) => `${count} ${count > 1 ? 'enfants' : 'enfant'}`

/** How many units are started between two hours of the wall clock « HH:MM »: 31 minutes are two half-hours. */
export function unitsStarted(from: string, until: string, minutes: 15 | 30 | 60): number {
  const at = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
  return Math.max(0, Math.ceil((at(until) - at(from)) / minutes))
}
