import { issueRun } from '@/lib/billing/operations/issue-run'
import { prepareRun } from '@/lib/billing/operations/prepare-run'
import { startRun } from '@/lib/billing/operations/start-run'
import { runCheck } from '@/lib/billing/queries/runs'
import { day, dayToDb } from '@/lib/core/day'
import { db, disconnectDb } from '@/lib/core/db'
import { stopJobs } from '@/lib/core/jobs'
import { agentActor, createAgent } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createActivity } from '../factories/planning'
import { RONCQ } from '../factories/tariffs'
import { growTown, TOWN } from './large-town'
import { endMeasures, measure, peakMemory, print } from './measure'

const AT = new Date('2026-12-02T09:00:00Z')
const month = day('2026-11-01')

await createAuthority(db)
const agent = await agentActor(db, await createAgent(db, 'BILLING'))
const activity = await createActivity(db)
await growTown(activity.id, activity.groups[0]!.id)
await db.tariff.create({
  data: { activityId: activity.id, validFrom: dayToDb(day('2026-09-01')), rules: RONCQ.meal },
})
await db.$executeRaw`UPDATE "Family" SET "familyQuotient" = mod(abs(hashtext(id::text)), 2400)`

let runId = ''
const steps: [string, () => Promise<unknown>][] = [
  ['asked for', async () => (runId = await startRun(agent, { month, dueOn: day('2026-12-31') }, AT))],
  ['prepared', () => prepareRun(runId, AT)],
  ['checked', () => runCheck(agent, { id: runId, month })],
  [
    'issued',
    async () => {
      const { _count, _sum } = await db.invoice.aggregate({
        where: { runId },
        _count: true,
        _sum: { total: true },
      })
      await issueRun(agent, { runId, invoices: _count, total: _sum.total! }, AT)
    },
  ],
]
const rows = []
for (const [step, run] of steps) {
  const { seconds, statements } = await measure(run)
  rows.push({ step, seconds: seconds.toFixed(1), statements, 'MB at most': peakMemory() })
}
const [invoices, lines] = await Promise.all([db.invoice.count(), db.invoiceLine.count()])
print(
  `The invoices of a month: ${TOWN.families} families, ${TOWN.children * TOWN.daysEach} bookings of a year; ${invoices} invoices, ${lines} lines`,
  rows,
)
await stopJobs()
await endMeasures()
await disconnectDb()
