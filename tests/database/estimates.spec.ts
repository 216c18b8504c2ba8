import { randomUUID } from 'node:crypto'
import { pricesOf } from '@/lib/billing/queries/family-prices'
import { amountOf, chargesOf, type BilledBooking } from '@/lib/billing/rules/charges'
import type { TariffRules } from '@/lib/billing/rules/price'
import { addDays, day, dayFromDb, type Day, type WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { previewPeriod, requestPeriod } from '@/lib/planning/operations/request-period'
import type { PeriodInput } from '@/lib/planning/schema'
import { createAccount, parentActor } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createFamily, subscribe } from '../factories/families'
import { createLargeRequest } from '../factories/large-request'
import { createActivity, createBooking, enroll } from '../factories/planning'
import { TUESDAY } from '../factories/planning-family'
import { createTariff, flat, RONCQ, scales, tariff } from '../factories/tariffs'
import { expect, test } from '../fixtures/database'
import { watchStatements } from '../fixtures/statements'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

const SEPTEMBER = day('2026-09-01')
const WEEKS = { from: day('2026-11-30'), to: day('2026-12-11') }
const SIBLINGS = { by: 'COUNT', steps: [{ from: 2, percent: 50 }] } as const

type Options = { quotient?: number | null; isResident?: boolean; children?: { diet?: 'OWN_MEAL' }[] }

/** A subscribed family whose children are enrolled in an activity of this tariff. */
async function home(db: Tx, rules: TariffRules, options: Options = {}) {
  const { quotient = 842, isResident = true, children = [{}] } = options
  const family = await createFamily(db, { familyQuotient: quotient, isResident, children })
  const account = await createAccount(db)
  await subscribe(db, account, family.guardians[0]!)
  const activity = await createActivity(db)
  await createTariff(db, activity, rules, SEPTEMBER)
  for (const child of family.children)
    await enroll(db, child, activity, { startsOn: SEPTEMBER, endsOn: day('2027-07-02') })
  return { family, activity, children: family.children, parent: await parentActor(db, account) }
}

type Home = Awaited<ReturnType<typeof home>>

const request = ({ children, activity }: Home, more: Partial<PeriodInput> = {}): PeriodInput => ({
  kind: 'RESERVATION',
  childIds: [children[0]!.id],
  activityIds: [activity.id],
  ...WEEKS,
  weekdays: [1, 2, 3, 4, 5],
  absenceReason: more.kind === 'ABSENCE' ? 'HOLIDAYS' : null,
  comment: null,
  key: randomUUID(),
  announced: [],
  ...more,
})

async function estimateOf(one: Home, more: Partial<PeriodInput> = {}) {
  const { estimates } = await previewPeriod(one.parent, request(one, more), TUESDAY)
  return estimates[0]
}

const brief = (estimate: Awaited<ReturnType<typeof estimateOf>>) =>
  estimate?.lines.map(({ kind, quantity, price, amount }) => `${kind} ${quantity} × ${price} = ${amount}`)

test('days cost their price by the quotient; what stands is not counted again', async ({ db }) => {
  const here = await home(db, RONCQ.meal)
  const found = await estimateOf(here)
  expect(brief(found)).toEqual(['DAY 8 × 235 = 1880'])
  expect(found).toMatchObject({ total: 1880, quotient: 842, lacksQuotient: false })
  expect(found!.guardianId).toBe(here.family.guardians[0]!.id)
  await createBooking(db, { ...here, child: here.children[0]!, day: day('2026-12-01') })
  expect((await estimateOf(here))!.total).toBe(7 * 235)
})

test('without a quotient it is the top bracket, and said', async ({ db }) => {
  expect(await estimateOf(await home(db, RONCQ.meal, { quotient: null }))).toMatchObject({
    total: 8 * 490,
    quotient: null,
    lacksQuotient: true,
  })
})

test('a family from elsewhere pays its own price, whatever its quotient', async ({ db }) => {
  expect(await estimateOf(await home(db, RONCQ.meal, { quotient: null, isResident: false }))).toMatchObject({
    total: 8 * 650,
    lacksQuotient: false,
  })
})

test('a meal of one’s own and a child who comes now and then have their prices', async ({ db }) => {
  const rules = tariff(scales(flat(300), { OCCASIONAL: flat(500), OWN_MEAL: flat(100) }))
  const here = await home(db, rules, { children: [{ diet: 'OWN_MEAL' }, {}] })
  await db.enrollment.updateMany({ where: { childId: here.children[1]!.id }, data: { isOccasional: true } })
  const childIds = here.children.map(({ id }) => id)
  expect(brief(await estimateOf(here, { childIds }))!.sort()).toEqual([
    'DAY 8 × 100 = 800',
    'DAY 8 × 500 = 4000',
  ])
})

test('a package that is paid already is not paid again; one that only moves costs nothing', async ({
  db,
}) => {
  const here = await home(db, tariff(flat(2000), { unit: { kind: 'PACKAGE', per: 'MONTH' } }))
  // 30 November and December.
  expect((await estimateOf(here))!.total).toBe(4000)
  await createBooking(db, { ...here, child: here.children[0]!, day: day('2026-11-26') })
  await createBooking(db, { ...here, child: here.children[0]!, day: day('2026-12-18') })
  expect(await estimateOf(here)).toBeUndefined()
})

test('a second child lowers the price of the first, who is booked: the estimate counts it', async ({
  db,
}) => {
  const here = await home(db, tariff(flat(300), { siblings: SIBLINGS }), { children: [{}, {}] })
  for (const on of ['2026-12-14', '2026-12-15'])
    await createBooking(db, { ...here, child: here.children[0]!, day: day(on) })
  // November (one day) is the second child's alone; in December both have half.
  const childIds = [here.children[1]!.id]
  expect((await estimateOf(here, { childIds }))!.total).toBe(300 + 7 * 150 - 2 * 150)
})

test('an absence takes away what its days cost; one that stays billed takes away nothing', async ({ db }) => {
  const here = await home(db, RONCQ.meal)
  for (const on of ['2026-12-01', '2026-12-03'])
    await createBooking(db, { ...here, child: here.children[0]!, day: day(on) })
  expect(await estimateOf(here, { kind: 'ABSENCE' })).toMatchObject({ total: -470 })
  await db.activity.update({
    where: { id: here.activity.id },
    data: {
      absenceDeadline: { kind: 'DAYS_BEFORE', days: 60, time: '10:00', counting: 'CALENDAR', from: 'DAY' },
      lateAbsence: { accepted: true, proofHours: null },
    },
  })
  expect(await estimateOf(here, { kind: 'ABSENCE' })).toBeUndefined()
})

test('what was estimated is what the bookings then add to the charges of their months', async ({ db }) => {
  const rules = tariff(flat(333), { siblings: SIBLINGS, lateBooking: 200 })
  const here = await home(db, rules, { children: [{}, {}] })
  const childIds = here.children.map(({ id }) => id)
  await createBooking(db, { ...here, child: here.children[0]!, day: day('2026-12-15') })
  const charged = async () => {
    const rows = await db.booking.findMany({ where: { familyId: here.family.id } })
    const bookings = rows.map((row) => ({ ...row, day: dayFromDb(row.day), category: 'REGULAR' }))
    const months = [
      ['2026-11-01', '2026-11-30'],
      ['2026-12-01', '2026-12-31'],
    ] as [Day, Day][]
    const charges = months.flatMap(([from, to]) =>
      chargesOf({
        payer: { quotient: 842, isResident: true },
        childIds,
        activities: [
          {
            ...{ id: here.activity.id, name: 'Cantine', tariffs: [{ validFrom: SEPTEMBER, rules }] },
            ...{ startsAt: '11:45' as WallTime, endsAt: '13:30' as WallTime },
          },
        ],
        bookings: bookings as BilledBooking[],
        month: { from, to },
        periodOf: (on) => ({ name: '', startsOn: addDays(on, -1), endsOn: on }),
      }),
    )
    return charges.reduce((sum, one) => sum + amountOf(one), 0)
  }
  const before = await charged()
  const input = request(here, { childIds })
  const { estimates } = await previewPeriod(here.parent, input, TUESDAY)
  await requestPeriod(here.parent, input, TUESDAY)
  expect(estimates[0]!.total).toBe((await charged()) - before)
  expect(estimates[0]!.total).toBeGreaterThan(0)
})

test('an activity without tariff has no estimate; four children and a school year are two statements', async ({
  db,
}) => {
  const { parent, input } = await createLargeRequest(db)
  expect((await previewPeriod(parent, input, TUESDAY)).estimates).toEqual([])
  for (const id of input.activityIds) await createTariff(db, { id }, RONCQ.meal, SEPTEMBER)
  const { count } = await watchStatements(async () => {
    const { estimates } = await previewPeriod(parent, input, TUESDAY)
    expect(estimates[0]!.total).toBeGreaterThan(100_000)
  })
  expect(count).toBe(2)
})

test('a parent reads what each activity costs each child today, and what it lacks', async ({ db }) => {
  const rules = tariff(scales(flat(300), { OCCASIONAL: flat(500), OWN_MEAL: flat(100) }))
  const elder = { diet: 'OWN_MEAL' as const, birthDate: new Date('2016-05-02T00:00:00Z') }
  const here = await home(db, rules, { quotient: null, children: [elder, {}] })
  const evening = await createActivity(db, { name: 'Accueil du soir', openToAll: true, position: 2 })
  await createTariff(db, evening, RONCQ.halfHour, SEPTEMBER)
  await createTariff(db, here.activity, tariff(flat(1)), day('2027-09-01'))
  await createActivity(db, { name: 'Club du livre', openToAll: true })
  const read = async () => {
    const { activities, lacking } = await pricesOf(here.parent, TUESDAY)
    return {
      lacking,
      prices: activities.map(({ name, children }) => [name, ...children.map(({ price }) => price)]),
    }
  }
  const soir = ['Accueil du soir', 145, 145]
  expect(await read()).toEqual({
    lacking: here.family.guardians[0]!.id,
    prices: [['Cantine', 100, 300], soir],
  })
  await db.enrollment.updateMany({ where: { childId: here.children[1]!.id }, data: { isOccasional: true } })
  await db.family.updateMany({ data: { familyQuotient: 700 } })
  expect(await read()).toEqual({
    lacking: null,
    prices: [
      ['Cantine', 100, 500],
      ['Accueil du soir', 85, 85],
    ],
  })
})
