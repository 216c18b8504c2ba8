import { fieldLabels } from '@/lib/audit/field-labels'
import { deleteTariff, saveTariff } from '@/lib/billing/operations/save-tariff'
import { tariffsOfActivity, tariffsToday } from '@/lib/billing/queries/tariffs'
import { tariffJson } from '@/lib/billing/sql'
import { day, dayToDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { agentActor, createAgent } from '../factories/accounts'
import { createFamily } from '../factories/families'
import { createActivity } from '../factories/planning'
import { createTariff, FAY_AUX_LOGES, flat, LIMONS, SAINT_CAPRAIS, tariff } from '../factories/tariffs'
import { expect, test } from '../fixtures/database'

const SEPTEMBER = day('2026-09-01')

test('the tariff in force is the last that has begun; an activity without one has none', async ({ db }) => {
  const meal = await createActivity(db)
  const evening = await createActivity(db, { name: 'Accueil du soir' })
  const free = await createActivity(db, { name: 'Club du livre' })
  await createTariff(db, meal, tariff(flat(100)), day('2025-09-01'))
  await createTariff(db, meal, FAY_AUX_LOGES, SEPTEMBER)
  await createTariff(db, meal, tariff(flat(300)), day('2027-09-01'))
  await createTariff(db, evening, LIMONS.afterSchool, SEPTEMBER)
  const on = (one: Day) => db.$queryRaw<{ id: number; rules: unknown }[]>`
    SELECT a.id, ${tariffJson(Prisma.sql`a.id`, one)} AS rules FROM "Activity" a ORDER BY a.id`
  const before = [
    { id: meal.id, rules: tariff(flat(100)) },
    ...[evening, free].map(({ id }) => ({ id, rules: null })),
  ]
  expect(await on(day('2026-08-31'))).toEqual(before)
  for (const one of [SEPTEMBER, day('2027-08-31')])
    expect(await on(one)).toEqual([
      { id: meal.id, rules: FAY_AUX_LOGES },
      { id: evening.id, rules: LIMONS.afterSchool },
      { id: free.id, rules: null },
    ])
})

test('an activity has one tariff in a month: they begin on the first, and on different ones', async ({
  db,
}) => {
  const activity = await createActivity(db)
  await createTariff(db, activity, FAY_AUX_LOGES, SEPTEMBER)
  await expect(createTariff(db, activity, FAY_AUX_LOGES, SEPTEMBER)).rejects.toThrow(/Unique constraint/)
  await expect(createTariff(db, activity, FAY_AUX_LOGES, day('2026-10-15'))).rejects.toThrow(
    /Tariff_from_first_of_month/,
  )
})

const NOW = new Date('2026-11-24T08:00:00Z')
const [OCTOBER, NOVEMBER, DECEMBER] = [day('2026-10-01'), day('2026-11-01'), day('2026-12-01')]

const billing = async (db: Tx) => agentActor(db, await createAgent(db, 'BILLING'))

/** An invoice of a month, issued, with a line for a day of an activity. */
async function issue(db: Tx, activity: { id: number }, month: Day, on: Day) {
  const family = await createFamily(db)
  const invoice = await db.invoice.create({
    data: {
      kind: 'INVOICE',
      familyId: family.id,
      month: dayToDb(month),
      payerName: 'Sofia Delmas',
      payerAddress: '12 rue des Tilleuls',
      isResident: true,
      total: 285,
      dueOn: dayToDb(day('2026-12-15')),
      lines: {
        create: {
          position: 1,
          activityId: activity.id,
          childName: 'Lina',
          label: 'Cantine',
          kind: 'DAY',
          days: [dayToDb(on)],
          quantity: 1,
          price: 285,
          amount: 285,
          how: 'tarif unique',
        },
      },
    },
  })
  const numbered = { issuedAt: NOW, year: 2026, number: 1 + (await db.invoice.count()) }
  await db.invoice.update({ where: { id: invoice.id }, data: numbered })
}

test('billing agents set the tariff of a month, change it and delete it; the journal tells', async ({
  db,
}) => {
  const agent = await billing(db)
  const activity = await createActivity(db)
  const input = { activityId: activity.id, validFrom: SEPTEMBER, rules: SAINT_CAPRAIS }
  const id = await saveTariff(agent, { id: undefined, ...input }, NOW)
  await saveTariff(agent, { ...input, id, validFrom: OCTOBER, rules: { ...SAINT_CAPRAIS, noShow: 50 } }, NOW)
  expect(await tariffsOfActivity(agent, activity.id)).toEqual({
    id: activity.id,
    name: 'Cantine',
    tariffs: [{ id, validFrom: OCTOBER, next: null, rules: { ...SAINT_CAPRAIS, noShow: 50 }, isUsed: false }],
  })
  await deleteTariff(agent, { activityId: activity.id, id }, NOW)
  await deleteTariff(agent, { activityId: activity.id, id }, NOW)
  expect(await db.tariff.count()).toBe(0)
  const events = await db.auditEvent.findMany({
    where: { action: { startsWith: 'tariff' } },
    orderBy: { id: 'asc' },
  })
  expect(fieldLabels(events[1]!)).toEqual(['majoration d’absence'])
  expect(events.map(({ action, fields, detail }) => [action, fields.length, detail])).toEqual([
    ['tariff.save', 8, { activityId: activity.id, validFrom: SEPTEMBER }],
    ['tariff.save', 1, { activityId: activity.id, validFrom: OCTOBER }],
    ['tariff.delete', 0, { activityId: activity.id, validFrom: OCTOBER }],
  ])
})

test('agents of the families’ service neither see nor set tariffs', async ({ db }) => {
  const service = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  const { id: activityId } = await createActivity(db)
  const input = { id: undefined, activityId, validFrom: SEPTEMBER, rules: SAINT_CAPRAIS }
  await expect(saveTariff(service, input, NOW)).rejects.toBeInstanceOf(NotFound)
  await expect(tariffsOfActivity(service, activityId)).rejects.toBeInstanceOf(NotFound)
  await expect(tariffsToday(service, NOW)).rejects.toBeInstanceOf(NotFound)
})

test('a tariff is one of its activity: another’s is not found, nor is an activity that does not exist', async ({
  db,
}) => {
  const agent = await billing(db)
  const [meal, evening] = [await createActivity(db), await createActivity(db, { name: 'Accueil du soir' })]
  const { id } = await createTariff(db, meal, SAINT_CAPRAIS, SEPTEMBER)
  const input = { id, validFrom: NOVEMBER, rules: SAINT_CAPRAIS }
  await expect(saveTariff(agent, { ...input, activityId: evening.id }, NOW)).rejects.toBeInstanceOf(NotFound)
  await deleteTariff(agent, { activityId: evening.id, id }, NOW)
  expect(await db.tariff.count()).toBe(1)
  await expect(saveTariff(agent, { ...input, id: undefined, activityId: 99 }, NOW)).rejects.toBeInstanceOf(
    NotFound,
  )
})

test('a month has one tariff, also when two agents set it at once', async ({ db }) => {
  const agent = await billing(db)
  const { id: activityId } = await createActivity(db)
  const set = () =>
    saveTariff(agent, { id: undefined, activityId, validFrom: SEPTEMBER, rules: SAINT_CAPRAIS }, NOW)
  const outcomes = await Promise.allSettled([set(), set(), set()])
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused).toMatchObject(
    Array(2).fill({ code: 'TAKEN', fields: { validFrom: expect.stringContaining('1er septembre') } }),
  )
})

test('what issued invoices were priced by never changes; months after them do', async ({ db }) => {
  const agent = await billing(db)
  const [meal, evening] = [await createActivity(db), await createActivity(db, { name: 'Accueil du soir' })]
  const old = await createTariff(db, meal, SAINT_CAPRAIS, SEPTEMBER)
  const other = await createTariff(db, evening, SAINT_CAPRAIS, SEPTEMBER)
  await issue(db, meal, OCTOBER, day('2026-10-06'))
  const input = { activityId: meal.id, rules: FAY_AUX_LOGES }
  const used = { code: 'USED' }
  await expect(saveTariff(agent, { ...input, id: old.id, validFrom: SEPTEMBER }, NOW)).rejects.toMatchObject(
    used,
  )
  await expect(deleteTariff(agent, { activityId: meal.id, id: old.id }, NOW)).rejects.toMatchObject(used)
  // October was billed: no tariff may begin in it; one of before September changes nothing of it.
  await expect(saveTariff(agent, { ...input, id: undefined, validFrom: OCTOBER }, NOW)).rejects.toMatchObject(
    {
      ...used,
      fields: { validFrom: expect.stringContaining('pas encore facturé') },
    },
  )
  await saveTariff(agent, { ...input, id: undefined, validFrom: day('2026-08-01') }, NOW)
  const id = await saveTariff(agent, { ...input, id: undefined, validFrom: NOVEMBER }, NOW)
  await saveTariff(agent, { ...input, id, validFrom: DECEMBER }, NOW)
  await expect(saveTariff(agent, { ...input, id, validFrom: OCTOBER }, NOW)).rejects.toMatchObject(used)
  const { tariffs } = (await tariffsOfActivity(agent, meal.id))!
  expect(tariffs.map(({ validFrom, next, isUsed }) => [validFrom, next, isUsed])).toEqual([
    [DECEMBER, null, false],
    [SEPTEMBER, DECEMBER, true],
    ['2026-08-01', SEPTEMBER, false],
  ])
  // Another activity's invoices are its own.
  await deleteTariff(agent, { activityId: evening.id, id: other.id }, NOW)
})

test('an invoice that corrects a day of an earlier month uses that month’s tariff', async ({ db }) => {
  const agent = await billing(db)
  const activity = await createActivity(db)
  const { id } = await createTariff(db, activity, SAINT_CAPRAIS, SEPTEMBER)
  await createTariff(db, activity, FAY_AUX_LOGES, NOVEMBER)
  // The invoice of November corrects a day of October.
  await issue(db, activity, NOVEMBER, day('2026-10-06'))
  await expect(deleteTariff(agent, { activityId: activity.id, id }, NOW)).rejects.toMatchObject({
    code: 'USED',
  })
})

test('the list says what each activity costs today, and when that changes', async ({ db }) => {
  const agent = await billing(db)
  const [meal] = [await createActivity(db), await createActivity(db, { name: 'Club du livre', position: 2 })]
  await createTariff(db, meal, SAINT_CAPRAIS, SEPTEMBER)
  await createTariff(db, meal, FAY_AUX_LOGES, DECEMBER)
  expect(await tariffsToday(agent, NOW)).toMatchObject([
    { name: 'Cantine', current: { validFrom: SEPTEMBER, rules: SAINT_CAPRAIS }, next: DECEMBER },
    { name: 'Club du livre', current: null, next: null },
  ])
})
