import type { AgentActor } from '@/lib/core/actor'
import { day, dayToDb, daysFromTo, weekdayOf, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { issueRun } from '@/lib/billing/operations/issue-run'
import { prepareRun } from '@/lib/billing/operations/prepare-run'
import { discardRun, restartRun, startRun } from '@/lib/billing/operations/start-run'
import type { TariffRules } from '@/lib/billing/rules/price'
import { stopJobs } from '@/lib/core/jobs'
import { agentActor, createAgent } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { createFamily, type FamilyInput } from '../../factories/families'
import { createActivity, createBooking, type TestActivity } from '../../factories/planning'
import { flat, RONCQ, tariff } from '../../factories/tariffs'
import { expect, test } from '../../fixtures/database'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

test.afterEach(() => stopJobs())

const NOVEMBER = day('2026-11-01')
/** The first days of December: November is billed. */
const NOW = new Date('2026-12-02T09:00:00Z')
const LATER = new Date('2027-01-04T09:00:00Z')
const DUE = day('2026-12-31')

const billingAgent = async (db: Tx): Promise<AgentActor> => agentActor(db, await createAgent(db, 'BILLING'))

async function priced(db: Tx, rules: TariffRules = tariff(flat(300))): Promise<TestActivity> {
  const activity = await createActivity(db)
  await db.tariff.create({ data: { activityId: activity.id, validFrom: dayToDb(day('2026-09-01')), rules } })
  return activity
}

/** A family with a booking on each of these days. */
async function billed(db: Tx, activity: TestActivity, days: readonly Day[], family: FamilyInput = {}) {
  const home = await createFamily(db, family)
  for (const on of days)
    await createBooking(db, { child: home.children[0]!, family: home, activity, day: on })
  return home
}

const schoolDays = daysFromTo(day('2026-11-02'), day('2026-11-13')).filter(
  (on) => weekdayOf(on) !== 3 && weekdayOf(on) < 6,
)

async function prepare(db: Tx, agent: AgentActor, month = NOVEMBER, dueOn = DUE, at = NOW): Promise<string> {
  const runId = await startRun(agent, { month, dueOn }, at)
  await prepareRun(runId, at)
  return runId
}

async function issue(db: Tx, agent: AgentActor, runId: string, at = NOW) {
  const { _count, _sum } = await db.invoice.aggregate({
    where: { runId },
    _count: true,
    _sum: { total: true },
  })
  await issueRun(agent, { runId, invoices: _count, total: _sum.total ?? 0 }, at)
}

const invoicesOf = (db: Tx, familyId: string) =>
  db.invoice.findMany({
    where: { familyId },
    orderBy: { month: 'asc' },
    include: { lines: { orderBy: { position: 'asc' } } },
  })

test('a month is one invoice per family, its lines add up, and running again changes nothing', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const activity = await priced(db, RONCQ.meal)
  const home = await billed(db, activity, schoolDays, { familyQuotient: 842 })
  await createFamily(db, { name: 'Sans réservation' })
  const runId = await prepare(db, agent)
  const content = async () =>
    (await invoicesOf(db, home.id)).map(({ total, lines, payerName, quotient }) => ({
      ...{ total, payerName, quotient },
      lines: lines.map(({ quantity, price, amount, how }) => ({ quantity, price, amount, how })),
    }))
  const expected = [
    {
      total: 8 * 235,
      payerName: 'Mme Sofia Delmas',
      quotient: 842,
      lines: [{ quantity: 8, price: 235, amount: 1880, how: 'QF de 640 à moins de 860 · résident' }],
    },
  ]
  expect(await content()).toEqual(expected)
  await prepareRun(runId, NOW)
  expect(await content()).toEqual(expected)
  await restartRun(agent, runId, NOW)
  await prepareRun(runId, NOW)
  expect(await content()).toEqual(expected)
  expect(await db.invoice.count()).toBe(1)
})

test('two processes that prepare the same month make one invoice per family', async ({ db }) => {
  const agent = await billingAgent(db)
  const activity = await priced(db)
  for (let n = 0; n < 4; n++) await billed(db, activity, schoolDays.slice(0, 2), { name: `Famille ${n}` })
  const runId = await startRun(agent, { month: NOVEMBER, dueOn: DUE }, NOW)
  await Promise.all([prepareRun(runId, NOW), prepareRun(runId, NOW), prepareRun(runId, NOW)])
  expect(await db.invoice.count({ where: { runId } })).toBe(4)
  const run = await db.billingRun.findUniqueOrThrow({ where: { id: runId } })
  expect([run.state, run.progress, run.families]).toEqual(['READY', 4, 4])
})

test('a month is billed at the quotient of its first day', async ({ db }) => {
  const agent = await billingAgent(db)
  const home = await billed(db, await priced(db, RONCQ.meal), schoolDays.slice(0, 1), { familyQuotient: 300 })
  await db.quotientChange.createMany({
    data: [
      { familyId: home.id, since: dayToDb(day('2026-09-01')), quotient: 700 },
      { familyId: home.id, since: dayToDb(day('2026-11-15')), quotient: 300 },
    ],
  })
  await prepare(db, agent)
  expect((await invoicesOf(db, home.id))[0]).toMatchObject({ quotient: 700, total: 235 })
})

test('numbers follow each other without gap, whoever issues at the same time', async ({ db }) => {
  const agent = await billingAgent(db)
  const activity = await priced(db)
  for (let n = 0; n < 3; n++) await billed(db, activity, schoolDays.slice(0, 1), { name: `Famille ${n}` })
  const runId = await prepare(db, agent)
  const outcomes = await Promise.allSettled([issue(db, agent, runId), issue(db, agent, runId)])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await billed(db, activity, [day('2026-12-01')], { name: 'Arrivée' })
  await issue(db, agent, await prepare(db, agent, day('2026-12-01'), day('2027-01-31'), LATER), LATER)
  const numbers = await db.invoice.findMany({ orderBy: [{ year: 'asc' }, { number: 'asc' }] })
  expect(numbers.map(({ year, number }) => `${year}-${number}`)).toEqual([
    '2026-1',
    '2026-2',
    '2026-3',
    '2027-1',
  ])
})

test('what moved after a month was invoiced is a line of the next invoice, once', async ({ db }) => {
  const agent = await billingAgent(db)
  const activity = await priced(db)
  const home = await billed(db, activity, [day('2026-11-02'), day('2026-11-03')])
  await issue(db, agent, await prepare(db, agent))
  await db.booking.updateMany({
    where: { day: dayToDb(day('2026-11-03')) },
    data: { state: 'ABSENT', billing: 'FREE', updatedAt: addHours(NOW, 1) },
  })
  await createBooking(db, {
    ...{ child: home.children[0]!, family: home, activity, day: day('2026-11-05') },
    at: addHours(NOW, 1),
  })
  const december = await prepare(db, agent, day('2026-12-01'), day('2027-01-31'), LATER)
  const lines = async () => (await invoicesOf(db, home.id)).at(-1)!.lines
  expect(
    (await lines()).map(({ quantity, amount, days }) => [
      quantity,
      amount,
      days[0]!.toISOString().slice(8, 10),
    ]),
  ).toEqual([
    [-1, -300, '03'],
    [1, 300, '05'],
  ])
  expect((await lines())[0]!.how).toBe('régularisation de novembre 2026 · tarif unique')
  await issue(db, agent, december, LATER)
  const february = new Date('2027-02-02T09:00:00Z')
  await prepare(db, agent, day('2027-01-01'), day('2027-02-28'), february)
  expect(await invoicesOf(db, home.id)).toHaveLength(2)
})

test('a day added to a month that was issued, to a family without invoice of it, is billed on the next, once, at the prices of its month', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const activity = await priced(db, RONCQ.meal)
  await billed(db, activity, [day('2026-11-02')])
  const late = await createFamily(db, { name: 'Oubliée', familyQuotient: 300 })
  await db.quotientChange.createMany({
    data: [
      { familyId: late.id, since: dayToDb(day('2026-09-01')), quotient: 700 },
      { familyId: late.id, since: dayToDb(day('2026-11-15')), quotient: 300 },
    ],
  })
  await issue(db, agent, await prepare(db, agent))
  expect(await invoicesOf(db, late.id)).toEqual([])
  await createBooking(db, {
    ...{ child: late.children[0]!, family: late, activity, day: day('2026-11-05'), state: 'PRESENT' },
    at: addHours(NOW, 1),
  })
  await issue(db, agent, await prepare(db, agent, day('2026-12-01'), day('2027-01-31'), LATER), LATER)
  const [december] = await invoicesOf(db, late.id)
  expect(december!.lines.map(({ amount, isCorrection }) => [amount, isCorrection])).toEqual([[235, true]])
  await prepare(db, agent, day('2027-01-01'), day('2027-02-28'), new Date('2027-02-02T09:00:00Z'))
  expect(await invoicesOf(db, late.id)).toHaveLength(1)
})

const addHours = (at: Date, hours: number) => new Date(at.getTime() + hours * 3_600_000)

test('an issued invoice and its lines never change, by the database itself', async ({ db }) => {
  const agent = await billingAgent(db)
  const home = await billed(db, await priced(db), schoolDays.slice(0, 1))
  await issue(db, agent, await prepare(db, agent))
  const invoice = (await invoicesOf(db, home.id))[0]!
  const line = invoice.lines[0]!
  for (const attempt of [
    db.invoice.update({ where: { id: invoice.id }, data: { total: 1 } }),
    db.invoice.update({ where: { id: invoice.id }, data: { issuedAt: null, number: null, year: null } }),
    db.invoice.delete({ where: { id: invoice.id } }),
    db.invoiceLine.update({ where: { id: line.id }, data: { amount: 0, price: 0 } }),
    db.invoiceLine.delete({ where: { id: line.id } }),
    db.invoiceLine.create({ data: { ...line, id: undefined, position: 9 } }),
    db.$executeRaw`TRUNCATE "Invoice" CASCADE`,
  ])
    await expect(attempt).rejects.toThrow(/does not change|do not change|not deleted|not truncated/)
  await db.family.delete({ where: { id: home.id } })
  expect(await db.invoice.findUnique({ where: { id: invoice.id } })).toMatchObject({
    familyId: null,
    total: 300,
  })
})

test('a draft whose total is not the sum of its lines is not issued', async ({ db }) => {
  const agent = await billingAgent(db)
  await billed(db, await priced(db), schoolDays.slice(0, 1))
  const runId = await prepare(db, agent)
  await db.invoice.updateMany({ data: { total: 299 } })
  await expect(issue(db, agent, runId)).rejects.toThrow(/sum of its lines/)
  expect(await db.invoiceCounter.count()).toBe(0)
})

test('what is issued is what was seen, a month begins once, and a month to come is refused', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  await billed(db, await priced(db), schoolDays.slice(0, 1))
  const runId = await prepare(db, agent)
  await expect(issueRun(agent, { runId, invoices: 1, total: 299 }, NOW)).rejects.toMatchObject({
    code: 'MOVED',
  })
  await expect(startRun(agent, { month: NOVEMBER, dueOn: DUE }, NOW)).rejects.toMatchObject({
    code: 'EXISTS',
  })
  await expect(startRun(agent, { month: day('2026-10-01'), dueOn: DUE }, NOW)).rejects.toMatchObject({
    code: 'OTHER_DRAFT',
  })
  await expect(startRun(agent, { month: day('2026-12-01'), dueOn: DUE }, NOW)).rejects.toMatchObject({
    code: 'FUTURE',
  })
  await discardRun(agent, runId, NOW)
  expect(await db.invoice.count()).toBe(0)
  await expect(startRun(agent, { month: NOVEMBER, dueOn: day('2026-12-02') }, NOW)).rejects.toMatchObject({
    code: 'DUE',
  })
  await expect(startRun(agent, { month: NOVEMBER, dueOn: day('2062-12-31') }, NOW)).rejects.toMatchObject({
    code: 'FAR_DUE',
  })
  const both = await Promise.allSettled(
    [1, 2].map(() => startRun(agent, { month: NOVEMBER, dueOn: DUE }, NOW)),
  )
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('two agents who start two months at once start one: both would correct the same earlier days', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const months = [day('2026-09-01'), day('2026-10-01'), NOVEMBER]
  const started = await Promise.allSettled(months.map((month) => startRun(agent, { month, dueOn: DUE }, NOW)))
  expect(started.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(started.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { code: 'OTHER_DRAFT' } },
    { reason: { code: 'OTHER_DRAFT' } },
  ])
})

test('agents of the family service and on site bill nothing', async ({ db }) => {
  for (const role of ['FAMILY_SERVICE', 'ON_SITE'] as const) {
    const agent = agentActor(db, await createAgent(db, role))
    await expect(startRun(await agent, { month: NOVEMBER, dueOn: DUE }, NOW)).rejects.toThrow(NotFound)
  }
})
