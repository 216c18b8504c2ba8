import { tariffJson, tariffsOn } from '@/lib/billing/sql'
import { day } from '@/lib/core/day'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { createActivity } from '../factories/planning'
import { createTariff, FAY_AUX_LOGES, flat, LIMONS, tariff } from '../factories/tariffs'
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
  expect(await tariffsOn(db, day('2026-08-31'))).toEqual(new Map([[meal.id, tariff(flat(100))]]))
  const inForce = new Map([
    [meal.id, FAY_AUX_LOGES],
    [evening.id, LIMONS.afterSchool],
  ])
  expect(await tariffsOn(db, SEPTEMBER)).toEqual(inForce)
  const rows = await db.$queryRaw<{ id: number; rules: unknown }[]>`
    SELECT a.id, ${tariffJson(Prisma.sql`a.id`, day('2027-08-31'))} AS rules FROM "Activity" a ORDER BY a.id`
  expect(rows).toEqual([...inForce, [free.id, null]].map(([id, rules]) => ({ id, rules })))
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
