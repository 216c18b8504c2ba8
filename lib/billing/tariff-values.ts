import { eurosText, type Centimes } from '@/lib/core/money'
import { CATEGORIES, rateText, type Category, type Scale, type Scales, type TariffRules } from './rules/price'
import { SIBLING_STEPS, type PayerKind, type TariffText, type UnitChoice } from './tariff-fields'

/** The fields of the form as they stand: those of a tariff or, without one, those of a first one. */
export function tariffValues(rules?: TariffRules): TariffText {
  const { siblings = null, lateLeaving = null, waitingDays = 0 } = rules ?? {}
  return {
    unit: rules ? unitChoice(rules) : 'DAY',
    forOutsiders: rules?.outsiders ? 'OWN' : 'SAME',
    ...scalesValues('residents', rules?.residents),
    ...scalesValues('outsiders', rules?.outsiders ?? undefined),
    'siblings.by': siblings?.by ?? 'NONE',
    ...Object.fromEntries(
      Array.from({ length: Math.max(SIBLING_STEPS, siblings?.steps.length ?? 0) }, (_, index) => [
        [`siblings.from.${index}`, String(siblings?.steps[index]?.from ?? index + 2)],
        [`siblings.percent.${index}`, String(siblings?.steps[index]?.percent ?? '')],
      ]).flat(),
    ),
    lateBooking: amountText(rules?.lateBooking),
    noShow: amountText(rules?.noShow),
    'lateLeaving.after': lateLeaving?.after ?? '',
    'lateLeaving.amount': amountText(lateLeaving?.amount),
    waitingDays: String(waitingDays),
  }
}

const amountText = (amount: Centimes | null = null) => (amount === null ? '' : eurosText(amount))

function unitChoice({ unit }: TariffRules): UnitChoice {
  switch (unit.kind) {
    case 'DAY':
      return 'DAY'
    case 'TIME':
      return `TIME_${unit.minutes}`
    case 'PACKAGE':
      return unit.per
  }
}

function scalesValues(payer: PayerKind, scales?: Scales): TariffText {
  return Object.assign(
    {},
    ...CATEGORIES.map((category) => scaleValues(`${payer}.${category}`, category, scales?.[category])),
  ) as TariffText
}

/** Of a scale, its fields; of the other kinds, empty ones. A list of brackets begins with the quotient 0. */
function scaleValues(prefix: string, category: Category, scale?: Scale | null): TariffText {
  const brackets = scale?.kind === 'BRACKETS' ? scale.brackets : [{ from: 0, price: null }]
  const effort = scale?.kind === 'EFFORT' ? scale : null
  return {
    [`${prefix}.kind`]: scale?.kind ?? (category === 'REGULAR' ? 'FLAT' : 'SAME'),
    [`${prefix}.flat`]: scale?.kind === 'FLAT' ? eurosText(scale.price) : '',
    ...Object.fromEntries(
      brackets.flatMap(({ from, price }, index) => [
        [`${prefix}.from.${index}`, String(from)],
        [`${prefix}.price.${index}`, amountText(price)],
      ]),
    ),
    [`${prefix}.rate`]: effort ? rateText(effort.rate) : '',
    [`${prefix}.min`]: amountText(effort?.min),
    [`${prefix}.max`]: amountText(effort?.max),
  }
}
