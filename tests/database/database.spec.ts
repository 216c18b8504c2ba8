import pg from 'pg'
import { disconnectDb } from '@/lib/core/db'
import { expect, test } from '../fixtures/database'

test('each test starts on a database of its own, migrated and empty', async ({ db }) => {
  expect(await db.account.count()).toBe(0)
})

test('an instant is stored as it is, whatever the zone of the database', async ({ db, databaseUrl }) => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const name = new URL(databaseUrl).pathname.slice(1)
  await client.query(`ALTER DATABASE "${name}" SET timezone TO 'Europe/Paris'`)
  await disconnectDb()
  const at = new Date('2026-03-29T01:30:00Z')
  await db.throttle.create({ data: { key: 'x', startedAt: at, count: 1 } })
  const [row] = await db.$queryRaw<{ epoch: number }[]>`
    SELECT extract(epoch FROM "startedAt")::float8 AS epoch FROM "Throttle"`
  await client.query(`ALTER DATABASE "${name}" RESET timezone`)
  await client.end()
  await disconnectDb()
  expect(row?.epoch).toBe(at.getTime() / 1000)
})
