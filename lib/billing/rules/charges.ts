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

/** An activity as billing reads it: its tariff in force, its hours. No tariff: nothing is billed. */
export type BilledActivity = {
  id: number
  name: string
  startsAt: WallTime
  endsAt: WallTime
  rules: TariffRules | null
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

/**
 * What a family owes for a month, day by day. A family of two homes is billed for what it booked alone.
 *
 * @returns in the order of the days, children and activities as given
 */
export function chargesOf({ payer, childIds, activities, bookings, month, periodOf }: FamilyMonth): Charge[] {
  const inMonth = (one: { day: Day }) => one.day >= month.from && one.day <= month.to
  return activities.flatMap(({ rules, ...activity }) => {
    if (!rules) return []
    const own = bookings.filter(({ activityId }) => activityId === activity.id)
    const coming = childIds.filter((id) =>
      own.some((one) => one.childId === id && inMonth(one) && isBilled(one)),
    )
    return childIds.flatMap((childId): Charge[] => {
      const sibling = { rank: coming.indexOf(childId) + 1, count: coming.length }
      const days = own.filter((one) => one.childId === childId).sort((a, b) => (a.day < b.day ? -1 : 1))
      const waiting = waitingDays(days, rules.waitingDays)
      const billed = days.filter((one) => isBilled(one) || waiting.has(one.day))
      const priceOf = ({ category }: BilledBooking) => unitPrice(rules, payer, category, sibling)
      const charges = billed.flatMap((one) => [
        ...dayCharges(one, rules, activity, priceOf(one), waiting.has(one.day)),
        ...surcharges(one, rules),
      ])
      const packages =
        rules.unit.kind === 'PACKAGE' ? packageCharges(billed, rules.unit.per, periodOf, priceOf) : []
      return [...packages, ...charges]
        .filter((charge) => inMonth(charge) && charge.quantity > 0)
        .map((charge) => ({ childId, activityId: activity.id, ...charge }))
    })
  })
}

type Priced = Omit<Charge, 'childId' | 'activityId'>

function dayCharges(
  booking: BilledBooking,
  { unit }: TariffRules,
  { startsAt, endsAt }: Pick<BilledActivity, 'startsAt' | 'endsAt'>,
  { price, how }: UnitPrice,
  isWaiting: boolean,
): Priced[] {
  if (unit.kind === 'PACKAGE') return []
  const { day, state, arrivedAt, leftAt } = booking
  const kind = state === 'ABSENT' ? 'ABSENCE' : state === 'NO_SHOW' ? 'NO_SHOW' : 'DAY'
  const why = isWaiting ? `${how} · délai de carence` : how
  if (unit.kind === 'DAY') return [{ day, kind, quantity: 1, price, how: why }]
  const quantity = unitsStarted(arrivedAt ?? startsAt, leftAt ?? endsAt, unit.minutes)
  return [{ day, kind, quantity, price, how: why }]
}

function surcharges({ day, state, billing, leftAt }: BilledBooking, rules: TariffRules): Priced[] {
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
  billed: readonly BilledBooking[],
  per: 'MONTH' | 'PERIOD',
  periodOf: (day: Day) => PackagePeriod,
  priceOf: (booking: BilledBooking) => UnitPrice,
): Priced[] {
  const startOf = (day: Day) => (per === 'MONTH' ? firstOfMonth(day) : periodOf(day).startsOn)
  return [...groupBy(billed, ({ day }) => startOf(day)).values()].map(([first]) => {
    const { price, how } = priceOf(first!)
    const name = per === 'MONTH' ? 'forfait du mois' : `forfait de la période ${periodOf(first!.day).name}`
    return { day: first!.day, kind: 'PACKAGE', quantity: 1, price, how: `${how} · ${name}` }
  })
}

/**
 * The days of medical absences that stay billed: the first ones of each absence, which is a run of the child's days of the
 * activity without one where it came.
 */
function waitingDays(days: readonly BilledBooking[], count: number): ReadonlySet<Day> {
  const billed = new Set<Day>()
  let run = 0
  for (const { day, state, billing, excuse } of days) {
    const isMedical = state === 'ABSENT' && billing === 'FREE' && excuse === 'MEDICAL'
    run = isMedical ? run + 1 : 0
    if (isMedical && run <= count) billed.add(day)
  }
  return billed
}

/** The amount of a charge. */
export function amountOf({ quantity, price }: Pick<Charge, 'quantity' | 'price'>): Centimes {
  return quantity * price
}

/** A line of an invoice: charges of one child, activity, kind, price and reason, with their days. */
export type Line = Omit<Charge, 'day'> & { days: Day[]; amount: Centimes }

/** Charges as the lines of an invoice: those of one price and reason together, their days in order. */
export function linesOf(charges: readonly Charge[]): Line[] {
  const keyOf = ({ childId, activityId, kind, price, how }: Charge) =>
    [childId, activityId, kind, price, how].join('\n')
  return [...groupBy(charges, keyOf).values()].map((some) => {
    const { day: _, ...first } = some[0]!
    const quantity = some.reduce((sum, one) => sum + one.quantity, 0)
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
