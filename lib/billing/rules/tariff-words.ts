import { formatTime, type WallTime } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import {
  childrenWords,
  ordinal,
  type BillingUnit,
  type Scale,
  type Scales,
  type Siblings,
  type TariffRules,
} from './price'

const TIME_WORDS = { 15: 'quart d’heure', 30: 'demi-heure', 60: 'heure' } as const

/** What is counted, as a price is said: « par jour », « par demi-heure commencée », « par mois ». */
export function unitWords(unit: BillingUnit): string {
  switch (unit.kind) {
    case 'DAY':
      return 'par jour'
    case 'TIME':
      return `par ${TIME_WORDS[unit.minutes]} ${unit.minutes === 15 ? 'commencé' : 'commencée'}`
    case 'PACKAGE':
      return unit.per === 'MONTH' ? 'par mois' : 'par période'
  }
}

/** What a tariff means, sentence by sentence; its prices are those of `priceGrid`. */
export function tariffSentences(rules: TariffRules): string[] {
  const { unit, siblings, lateBooking, noShow, lateLeaving, waitingDays } = rules
  return [
    unitSentence(unit),
    ...effortSentences(rules),
    siblings && siblingsSentence(siblings),
    lateBooking !== null &&
      `Une journée réservée après le délai, ou sans réservation : ${plus(lateBooking)} par jour et par enfant.`,
    noShow !== null && `Une absence sans prévenir : ${plus(noShow)}, en plus du prix de la journée.`,
    lateLeaving !== null &&
      `Un départ après ${formatTime(lateLeaving.after as WallTime)} : ${plus(lateLeaving.amount)} par jour et par enfant.`,
    waitingDays > 0 &&
      (waitingDays === 1
        ? 'Une absence avec certificat médical n’est plus facturée à partir du 2e jour.'
        : `Une absence avec certificat médical n’est plus facturée à partir du ${waitingDays + 1}e jour : les ${waitingDays} premiers le restent.`),
  ].filter((sentence) => typeof sentence === 'string')
}

const plus = (amount: number) => `+\u00a0${formatEuros(amount)}`

function unitSentence(unit: BillingUnit): string {
  switch (unit.kind) {
    case 'DAY':
      return 'Le prix est celui d’une journée.'
    case 'TIME':
      return `Le prix est celui ${unit.minutes === 15 ? 'd’un' : 'd’une'} ${TIME_WORDS[unit.minutes]} : ce qui est commencé est dû. Les heures sont celles du pointage, sinon celles de l’activité.`
    case 'PACKAGE':
      return unit.per === 'MONTH'
        ? 'Le prix est un forfait pour tout le mois, dû dès la première journée.'
        : 'Le prix est un forfait pour toute la période entre deux vacances scolaires (ou pour ces vacances), dû dès la première journée.'
  }
}

/** A price by the quotient is said, for its grid shows examples alone. */
function effortSentences({ residents, outsiders }: TariffRules): string[] {
  const all = [residents, outsiders].flatMap((scales) => (scales ? scalesOf(scales) : []))
  const said = all.flatMap((scale) => {
    if (scale.kind !== 'EFFORT') return []
    const rate = (scale.rate / 10_000).toLocaleString('fr-FR', { maximumFractionDigits: 4 })
    return [
      `Taux d’effort : ${rate} % du QF, au moins ${formatEuros(scale.min)}, au plus ${formatEuros(scale.max)}.`,
    ]
  })
  return [...new Set(said)]
}

/** The scales that a kind of payers has of its own. */
export function scalesOf({ REGULAR, OCCASIONAL, OWN_MEAL }: Scales): Scale[] {
  return [REGULAR, OCCASIONAL, OWN_MEAL].filter((scale) => scale !== null)
}

function siblingsSentence({ by, steps }: Siblings): string {
  const said = steps.map(({ from, percent }, index) => {
    const isLast = index === steps.length - 1
    const next = isLast ? null : steps[index + 1]!.from
    if (by === 'RANK')
      return `${percent} % pour le ${ordinal(from)} enfant${next === from + 1 ? '' : ' et les suivants'}`
    return `${percent} % à partir de ${childrenWords(from)}`
  })
  const list = new Intl.ListFormat('fr-FR').format(said)
  const counted = 'qui viennent à l’activité dans le mois'
  return by === 'RANK'
    ? `Réduction selon le rang parmi les enfants de la famille ${counted}, l’aîné d’abord : ${list}.`
    : `Réduction pour chacun selon le nombre d’enfants de la famille ${counted} : ${list}.`
}
