import type { AgentActor } from '@/lib/core/actor'
import { db, disconnectDb } from '@/lib/core/db'
import { stopJobs } from '@/lib/core/jobs'
import { askRun } from '@/lib/exchange/operations/ask-run'
import { runImport } from '@/lib/exchange/operations/run-import'
import { setAside } from '@/lib/exchange/operations/set-aside'
import { agentActor, createAgent } from '../factories/accounts'
import { createTownActivities, dryRun, type ImportInput } from '../factories/imports'
import { endMeasures, measure, peakMemory, print, type Measure } from './measure'

const AT = new Date('2026-11-24T09:00:00Z')

const line = (step: string, { seconds, statements }: Measure) => ({
  step,
  seconds: seconds.toFixed(1),
  statements,
  'peak MB': peakMemory(),
})

/** Imports files into the empty database of this program, and prints what reading and writing cost. */
export async function measureImport(title: string, files: ImportInput): Promise<void> {
  const agent: AgentActor = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  await createTownActivities(db)
  let runId = ''
  const reading = await measure(async () => {
    runId = (await dryRun(db, agent, files, AT)).id
  })
  const rows = [line('files received, read and compared (dry run)', reading)]
  const writing = await measure(async () => {
    await setAside(agent, { runId, scope: 'ALL', aside: true })
    await askRun(agent, { runId }, AT)
    await runImport(runId, AT)
  })
  rows.push(line('read again and written', writing))
  const run = await db.importRun.findUniqueOrThrow({ where: { id: runId } })
  if (run.state !== 'DONE') throw new Error(`import ${run.state}: ${run.failure}`)
  const [families, children, enrollments] = await Promise.all([
    db.family.count(),
    db.child.count(),
    db.enrollment.count(),
  ])
  print(`${title}: ${families} families, ${children} children, ${enrollments} enrollments written`, rows)
  await stopJobs()
  await endMeasures()
  await disconnectDb()
}
