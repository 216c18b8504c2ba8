import { isDeadlock } from '@/lib/core/db'
import type { Tx } from '@/lib/core/db'
import { expect, test } from '../fixtures/database'

const lock = (tx: Tx, key: string) =>
  tx.$executeRaw`UPDATE "Throttle" SET count = count + 1 WHERE key = ${key}`

test('a circle of transactions that the database breaks is known as such, by SQL as by the ORM', async ({
  db,
}) => {
  const startedAt = new Date('2026-11-24T08:00:00Z')
  for (const key of ['a', 'b']) await db.throttle.create({ data: { key, count: 0, startedAt } })
  let arrived = 0
  let open: () => void = () => undefined
  const both = new Promise<void>((resolve) => (open = resolve))
  const cross = (first: string, second: string) =>
    db.$transaction(async (tx) => {
      await lock(tx, first)
      arrived += 1
      if (arrived === 2) open()
      await both
      await lock(tx, second)
    })
  const results = await Promise.allSettled([cross('a', 'b'), cross('b', 'a')])
  const failed = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  expect(failed.map(isDeadlock)).toEqual([true])
  expect(isDeadlock(new Error('other'))).toBe(false)
})
