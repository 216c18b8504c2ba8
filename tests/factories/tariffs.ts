import type { Scale, Scales, TariffRules } from '@/lib/billing/rules/price'
import { dayToDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { Activity, Tariff } from '@/lib/generated/prisma/client.ts'

export const flat = (price: number): Scale => ({ kind: 'FLAT', price })

/** Brackets as « from: price ». */
export const brackets = (steps: Record<number, number>): Scale => ({
  kind: 'BRACKETS',
  brackets: Object.entries(steps).map(([from, price]) => ({ from: Number(from), price })),
})

export const scales = (REGULAR: Scale, others: Partial<Scales> = {}): Scales => ({
  REGULAR,
  OCCASIONAL: null,
  OWN_MEAL: null,
  ...others,
})

/** A tariff by the day, without surcharge, reduction or prices for outsiders unless said. */
export function tariff(residents: Scales | Scale, more: Partial<TariffRules> = {}): TariffRules {
  return {
    unit: { kind: 'DAY' },
    residents: 'kind' in residents ? scales(residents) : residents,
    outsiders: null,
    siblings: null,
    lateBooking: null,
    noShow: null,
    lateLeaving: null,
    waitingDays: 0,
    ...more,
  }
}

// The published tariffs of five towns, as their own pages say them.
const RONCQ_MEALS = { 0: 50, 400: 175, 640: 235, 860: 305, 1150: 355, 1500: 405, 1700: 460, 1900: 490 }

/** Roncq, from 1 September 2025: the half-hour started after school is late after 18:30. */
export const RONCQ = {
  meal: tariff(scales(brackets(RONCQ_MEALS), { OWN_MEAL: brackets({ 0: 50, 400: 80, 1150: 100 }) }), {
    outsiders: scales(flat(650), { OWN_MEAL: flat(100) }),
    lateBooking: 250,
  }),
  period: tariff(
    brackets({ 0: 453, 400: 765, 640: 915, 860: 1220, 1150: 1320, 1500: 1370, 1700: 1425, 1900: 1525 }),
    { unit: { kind: 'PACKAGE', per: 'PERIOD' }, outsiders: scales(flat(1935)) },
  ),
  halfHour: tariff(
    brackets({ 0: 16, 400: 70, 640: 85, 860: 110, 1150: 125, 1500: 135, 1700: 140, 1900: 145 }),
    {
      unit: { kind: 'TIME', minutes: 30 },
      outsiders: scales(brackets({ 0: 195, 860: 200, 1500: 205 })),
      lateBooking: 100,
      lateLeaving: { after: '18:30', amount: 300 },
    },
  ),
}

/** Fay-aux-Loges: 0,36 % of the quotient. */
export const FAY_AUX_LOGES = tariff(
  scales({ kind: 'EFFORT', rate: 3600, min: 260, max: 450 }, { OWN_MEAL: flat(175) }),
)

export const LIMONS = {
  meal: tariff(scales(flat(250), { OCCASIONAL: flat(370) })),
  afterSchool: tariff(brackets({ 0: 165, 501: 175, 901: 200, 1201: 220 })),
}

export const SAINT_CAPRAIS = tariff(scales(flat(285), { OWN_MEAL: flat(145) }), {
  outsiders: scales(flat(400), { OWN_MEAL: flat(145) }),
  lateBooking: 200,
})

/** A tariff of an activity, from the first of a month on. */
export async function createTariff(
  db: Tx,
  activity: Pick<Activity, 'id'>,
  rules: TariffRules,
  validFrom: Day,
): Promise<Tariff> {
  return db.tariff.create({ data: { activityId: activity.id, rules, validFrom: dayToDb(validFrom) } })
}
