import type { WallTime, Day } from '@/lib/core/day'
import { firstOfMonth } from '@/lib/core/day'
import { groupBy } from '@/lib/core/group-by'
import { formatEuros, type Centimes } from '@/lib/core/money'
import { unitPrice, unitsStarted, type Category, type Payer, type TariffRules, type UnitPrice } from './price'

/** What billing reads of a booking: its states that cost nothing are not read. */
export type BilledState = 'BOOKED' | 'ABSENCE_REQUESTED' | 'PRESENT' | 'NO_SHOW' | 'ABSENT'

export type BilledBooking = {
  childId: string
  activityId: number
  day: Day
  state: BilledState
  billing: 'STANDARD' | 'SURCHARGED' | 'FREE'
  /** Why an absence is free; a medical one may have waiting days. */
  excuse: 'MEDICAL' | 'STRIKE' | 'TEACHER' | 'OUTING' | null
  /** When the child came and left, where the day sheet says. */
  arrivedAt: WallTime | null
  leftAt: WallTime | null
  category: Category
}

/** Prices from a day on, until the next of the activity. */
export type DatedTariff = { validFrom: Day; rules: TariffRules }

/** An activity as billing reads it: its hours, and its tariffs in any order. Before the first, nothing is billed. */
export type BilledActivity = {
  id: number
  name: string
  startsAt: WallTime
  endsAt: WallTime
  tariffs: readonly DatedTariff[]
}

/** A run of days that a package pays; a month, or what lies between two school holidays. */
export type PackagePeriod = { name: string; startsOn: Day; endsOn: Day }

/** What a charge is for. */
export type ChargeKind =
  'DAY' | 'ABSENCE' | 'NO_SHOW' | 'PACKAGE' | 'LATE_BOOKING' | 'NO_SHOW_FEE' | 'LATE_LEAVING'

/** An amount for a child's day of an activity: `quantity` units at a price, and why. A package lies on its first day. */
export type Charge = {
  childId: string
  activityId: number
  day: Day
  kind: ChargeKind
  quantity: number
  price: Centimes
  how: string
}

/** All that a family's month is priced from. */
export type FamilyMonth = {
  payer: Payer
  /** Of the family's children, the eldest first. */
  childIds: readonly string[]
  activities: readonly BilledActivity[]
  /** The month's, and for packages those of the period before it, in any order. */
  bookings: readonly BilledBooking[]
  month: { from: Day; to: Day }
  /** The package period of a day. */
  periodOf: (day: Day) => PackagePeriod
}

/** Whether a booking is to be paid: it stands, or was given up too late; a medical absence may have waiting days. */
function isBilled({ state, billing }: BilledBooking): boolean {
  return state === 'ABSENT' ? billing !== 'FREE' : true
}

/** The prices of an activity on a day; null when it had none yet. */
export function tariffOn(tariffs: readonly DatedTariff[], on: Day): TariffRules | null {
  const begun = tariffs.filter(({ validFrom }) => validFrom <= on)
  return (
    begun.reduce<DatedTariff | null>(
      (last, one) => (last && last.validFrom > one.validFrom ? last : one),
      null,
    )?.rules ?? null
  )
}

/**
 * What a family owes for a month, day by day, each at the prices of its day. A family of two homes is billed for what it
 * booked alone.
 *
 * @returns by activity and child as given, then by day
 */
export function chargesOf({ payer, childIds, activities, bookings, month, periodOf }: FamilyMonth): Charge[] {
  const inMonth = (one: { day: Day }) => one.day >= month.from && one.day <= month.to
  return activities.flatMap((activity) => {
    const own = bookings.flatMap((booking): PricedDay[] => {
      const rules = booking.activityId === activity.id ? tariffOn(activity.tariffs, booking.day) : null
      return rules ? [{ ...booking, rules }] : []
    })
    const coming = childIds.filter((id) =>
      own.some((one) => one.childId === id && inMonth(one) && isBilled(one)),
    )
    return childIds.flatMap((childId): Charge[] => {
      const sibling = { rank: coming.indexOf(childId) + 1, count: coming.length }
      const days = own.filter((one) => one.childId === childId).sort((a, b) => (a.day < b.day ? -1 : 1))
      const waiting = waitingDays(days)
      const billed = days.filter((one) => isBilled(one) || waiting.has(one.day))
      const priceOf = ({ rules, category }: PricedDay) => unitPrice(rules, payer, category, sibling)
      const charges = billed.flatMap((one) => [
        ...dayCharges(one, activity, priceOf(one), waiting.has(one.day)),
        ...surcharges(one),
      ])
      return [...packageCharges(billed, periodOf, priceOf), ...charges]
        .filter((charge) => inMonth(charge) && charge.quantity > 0)
        .map((charge) => ({ childId, activityId: activity.id, ...charge }))
    })
  })
}

/** A booking and the prices of its day. */
type PricedDay = BilledBooking & { rules: TariffRules }

type Priced = Omit<Charge, 'childId' | 'activityId'>

function dayCharges(
  { day, state, arrivedAt, leftAt, rules: { unit } }: PricedDay,
  { startsAt, endsAt }: Pick<BilledActivity, 'startsAt' | 'endsAt'>,
  { price, how }: UnitPrice,
  isWaiting: boolean,
): Priced[] {
  if (unit.kind === 'PACKAGE') return []
  const kind = state === 'ABSENT' ? 'ABSENCE' : state === 'NO_SHOW' ? 'NO_SHOW' : 'DAY'
  const why = isWaiting ? `${how} · délai de carence` : how
  if (unit.kind === 'DAY') return [{ day, kind, quantity: 1, price, how: why }]
  const quantity = unitsStarted(arrivedAt ?? startsAt, leftAt ?? endsAt, unit.minutes)
  return [{ day, kind, quantity, price, how: why }]
}

function surcharges({ day, state, billing, leftAt, rules }: PricedDay): Priced[] {
  const { lateBooking, noShow, lateLeaving } = rules
  const one = (kind: ChargeKind, price: Centimes, how: string): Priced => ({
    day,
    kind,
    quantity: 1,
    price,
    how,
  })
  return [
    ...(lateBooking !== null && billing === 'SURCHARGED' && state !== 'ABSENT'
      ? [one('LATE_BOOKING', lateBooking, 'réservé hors délai ou sans réservation')]
      : []),
    ...(noShow !== null && state === 'NO_SHOW' ? [one('NO_SHOW_FEE', noShow, 'absent sans prévenir')] : []),
    ...(lateLeaving !== null && leftAt !== null && leftAt > lateLeaving.after
      ? [one('LATE_LEAVING', lateLeaving.amount, `départ après ${lateLeaving.after.replace(':', ' h ')}`)]
      : []),
  ]
}

/** One package for each period in which the child comes, on its first day: a later month does not pay it again. */
function packageCharges(
  billed: readonly PricedDay[],
  periodOf: (day: Day) => PackagePeriod,
  priceOf: (booking: PricedDay) => UnitPrice,
): Priced[] {
  const packaged = billed.flatMap((booking) => {
    const { unit } = booking.rules
    if (unit.kind !== 'PACKAGE') return []
    const { day } = booking
    return unit.per === 'MONTH'
      ? [{ booking, startsOn: firstOfMonth(day), name: 'forfait du mois' }]
      : [{ booking, startsOn: periodOf(day).startsOn, name: `forfait de la période ${periodOf(day).name}` }]
  })
  return [...groupBy(packaged, ({ startsOn }) => startsOn).values()].map(([first]) => {
    const { booking, name } = first!
    const { price, how } = priceOf(booking)
    return { day: booking.day, kind: 'PACKAGE', quantity: 1, price, how: `${how} · ${name}` }
  })
}

/**
 * The days of medical absences that stay billed: the first ones of each absence, which is a run of the child's days of the
 * activity without one where it came.
 */
function waitingDays(days: readonly PricedDay[]): ReadonlySet<Day> {
  const billed = new Set<Day>()
  let run = 0
  for (const { day, state, billing, excuse, rules } of days) {
    const isMedical = state === 'ABSENT' && billing === 'FREE' && excuse === 'MEDICAL'
    run = isMedical ? run + 1 : 0
    if (isMedical && run <= rules.waitingDays) billed.add(day)
  }
  return billed
}

/** The amount of a charge. */
export function amountOf({ quantity, price }: Pick<Charge, 'quantity' | 'price'>): Centimes {
  return quantity * price
}

/** A line of an invoice: charges of one child, activity, kind, price and reason, with their days. */
export type Line = Omit<Charge, 'day'> & { days: Day[]; amount: Centimes }

/** Charges as the lines of an invoice: those of one price, quantity a day and reason together, their days in order. */
export function linesOf(charges: readonly Charge[]): Line[] {
  const keyOf = ({ childId, activityId, kind, quantity, price, how }: Charge) =>
    [childId, activityId, kind, quantity, price, how].join('\n')
  return [...groupBy(charges, keyOf).values()].map((some) => {
    const { day: _, ...first } = some[0]!
    const quantity = first.quantity * some.length
    return {
      ...first,
      quantity,
      days: some.map(({ day }) => day).sort(),
      amount: amountOf({ ...first, quantity }),
    }
  })
}

/** The sum of lines or other amounts. */
export function totalOf(lines: readonly { amount: Centimes }[]): Centimes {
  return lines.reduce((sum, { amount }) => sum + amount, 0)
}

const KIND_WORDS: Record<ChargeKind, string> = {
  DAY: '',
  ABSENCE: 'absence facturée',
  NO_SHOW: 'absence non prévenue',
  PACKAGE: 'forfait',
  LATE_BOOKING: 'majoration',
  NO_SHOW_FEE: 'majoration',
  LATE_LEAVING: 'majoration',
}

/** What a line is for, in words: « Restauration scolaire, absence facturée ». */
export function lineLabel(activity: string, kind: ChargeKind): string {
  return KIND_WORDS[kind] ? `${activity}, ${KIND_WORDS[kind]}` : activity
}

/** « 12 × 3,05 € », of a line. */
export function quantityWords({ quantity, price }: Pick<Charge, 'quantity' | 'price'>): string {
  return `${quantity} × ${formatEuros(price)}`
}
