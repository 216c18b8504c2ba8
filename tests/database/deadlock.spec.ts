import { runAgain, type Tx } from '@/lib/core/db'
import { expect, test } from '../fixtures/database'

const lock = (tx: Tx, key: string) =>
  tx.$executeRaw`UPDATE "Throttle" SET count = count + 1 WHERE key = ${key}`

test('of a circle of transactions, the one that the database undid is run again', async ({ db }) => {
  const startedAt = new Date('2026-11-24T08:00:00Z')
  for (const key of ['a', 'b']) await db.throttle.create({ data: { key, count: 0, startedAt } })
  let arrived = 0
  let open: () => void = () => undefined
  const both = new Promise<void>((resolve) => (open = resolve))
  const cross = (first: string, second: string) =>
    runAgain(() =>
      db.$transaction(async (tx) => {
        await lock(tx, first)
        arrived += 1
        if (arrived === 2) open()
        await both
        await lock(tx, second)
      }),
    )
  await Promise.all([cross('a', 'b'), cross('b', 'a')])
  expect(arrived, 'one of them began again').toBe(3)
  expect((await db.throttle.findMany()).map(({ count }) => count)).toEqual([2, 2])
})

test('what failed for another reason is not run again', async () => {
  let runs = 0
  const fail = () => {
    runs += 1
    return Promise.reject(new Error('other'))
  }
  await expect(runAgain(fail)).rejects.toThrow('other')
  expect(runs).toBe(1)
})
