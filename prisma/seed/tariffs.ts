import type { Scale, Scales, TariffRules } from '@/lib/billing/rules/price'
import type { Centimes } from '@/lib/core/money'
import { day } from '@/lib/core/day'
import { brackets, createTariff, flat, scales, tariff } from '@/tests/factories/tariffs'
import type { Activities } from './activities'
import { schoolYearOf, type Seed } from './families'

/** The first quotient of each bracket of Vallombreuse. */
const QUOTIENTS = [0, 400, 640, 860, 1150, 1500]

const byQuotient = (prices: readonly Centimes[]): Scale =>
  brackets(Object.fromEntries(QUOTIENTS.map((from, index) => [from, prices[index]!])))

type Prices = Record<keyof Activities, TariffRules>

/** What the town asks, `more` centimes dearer: a year's prices are those of the year before and a little. */
function pricesOf(more: Centimes): Prices {
  const plus = (...prices: Centimes[]) => byQuotient(prices.map((price) => price + more))
  const meals: Partial<Scales> = { OCCASIONAL: flat(520 + more), OWN_MEAL: flat(100) }
  const siblings = {
    by: 'RANK',
    steps: [
      { from: 2, percent: 10 },
      { from: 3, percent: 20 },
    ],
  } as const
  return {
    canteen: tariff(scales(plus(90, 180, 240, 310, 360, 420), meals), {
      outsiders: scales(flat(640 + more), { OWN_MEAL: flat(100) }),
      lateBooking: 200,
      noShow: 100,
      waitingDays: 1,
    }),
    morning: tariff(plus(60, 90, 110, 140, 160, 180), { outsiders: scales(flat(250 + more)) }),
    evening: tariff(plus(30, 60, 80, 100, 120, 135), {
      unit: { kind: 'TIME', minutes: 30 },
      outsiders: scales(flat(190 + more)),
      lateLeaving: { after: '18:30', amount: 300 },
    }),
    wednesday: tariff(plus(500, 800, 1000, 1250, 1500, 1750), {
      outsiders: scales(flat(2400 + more)),
      siblings,
    }),
    holidays: tariff(
      { kind: 'EFFORT', rate: 12_500, min: 450 + more, max: 1900 + more },
      { outsiders: scales(flat(2600 + more)), siblings },
    ),
  }
}

/** The tariffs of last school year, and those that followed on 1 September. */
export async function seedTariffs({ db, today }: Seed, activities: Activities): Promise<void> {
  const year = schoolYearOf(today)
  for (const [start, more] of [
    [year - 1, 0],
    [year, 5],
  ] as const) {
    const prices = pricesOf(more)
    for (const [name, activity] of Object.entries(activities))
      await createTariff(db, activity, prices[name as keyof Activities], day(`${start}-09-01`))
  }
}
