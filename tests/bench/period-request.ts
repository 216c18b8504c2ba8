import { db, disconnectDb } from '@/lib/core/db'
import { day } from '@/lib/core/day'
import { previewPeriod, requestPeriod } from '@/lib/planning/operations/request-period'
import { createLargeRequest } from '../factories/large-request'
import { TUESDAY } from '../factories/planning-family'
import { watchStatements } from '../fixtures/statements'
import { print } from './measure'

const { parent, input } = await createLargeRequest(db)
const { parent: other, input: warming } = await createLargeRequest(db)
const week = { from: day('2026-11-24'), to: day('2026-11-26') }

async function row(what: string, run: () => Promise<unknown>) {
  const before = await db.booking.count()
  const start = performance.now()
  const { count, milliseconds } = await watchStatements(run)
  const seconds = (performance.now() - start) / 1000
  return {
    request: what,
    bookings: (await db.booking.count()) - before,
    seconds: seconds.toFixed(2),
    'of them in the database': (milliseconds / 1000).toFixed(2),
    statements: count,
  }
}

print('A request for 4 children × 3 activities', [
  await row('a week, the first of the process', () => requestPeriod(other, { ...warming, ...week }, TUESDAY)),
  await row('a school year, previewed', () => previewPeriod(parent, input, TUESDAY)),
  await row('a school year, sent', () => requestPeriod(parent, input, TUESDAY)),
])
await disconnectDb()
