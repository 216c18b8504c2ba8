import 'server-only'
import { recordEvents, type AuditEntry } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { preparePlan } from '../prepare'
import { withProgress, type Progress } from '../progress'
import { replaceLines } from '../report-lines'
import type { Plan } from '../rules/draft'
import { summarise, type ImportSummary } from '../rules/report'
import { moveRun } from '../runs'
import { PortalMoved, writePlan } from '../write-plan'
import { LONG_TRANSACTION, tellFailure } from './check-import'

/** Any number: it names the lock that lets one import write at a time. */
const IMPORT_LOCK = 7_301_202
const ATTEMPTS = 3

/**
 * The run: reads the files again, compares them with the portal as it is now, and writes everything in one
 * transaction, or nothing. Its contents are erased with it. Run by a job.
 */
export async function runImport(runId: string, at: Date): Promise<void> {
  try {
    await withProgress(runId, async (progress) => {
      for (let attempt = 1; ; attempt++)
        try {
          return await db.$transaction((tx) => writeImport(tx, runId, at, progress), LONG_TRANSACTION)
        } catch (error) {
          if (!(error instanceof PortalMoved)) throw error
          if (attempt === ATTEMPTS)
            throw new Refusal(
              'MOVED',
              'Des dossiers changent en ce moment dans le portail : rien n’a été écrit. Relancez l’import.',
            )
        }
    })
  } catch (error) {
    await tellFailure(runId, 'RUNNING', 'CHECKED', error)
  }
}

async function writeImport(tx: Tx, runId: string, at: Date, progress: Progress): Promise<void> {
  const [lock] = await tx.$queryRaw<
    { taken: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(${IMPORT_LOCK}) AS taken`
  if (!lock?.taken)
    throw new Refusal(
      'BUSY',
      'Un autre import est en cours. Attendez qu’il soit terminé, puis relancez celui-ci.',
    )
  const plan = await preparePlan(tx, runId, at, progress)
  await refuseNewProblems(tx, runId, plan)
  progress.phase(
    'writing',
    plan.families.length +
      plan.guardians.length +
      plan.children.length +
      plan.enrollments.length +
      plan.remembered.length,
  )
  await writePlan(tx, plan, at, progress.add)
  const summary = summarise(plan.lines, plan.schools)
  const run = await tx.importRun.findUniqueOrThrow({ where: { id: runId }, select: { runnerId: true } })
  await recordImport(tx, runId, run.runnerId, plan, summary, at)
  progress.phase('reporting', plan.lines.length)
  await replaceLines(tx, runId, plan.lines, progress.add)
  await tx.importFile.updateMany({ where: { runId }, data: { contentEncrypted: null } })
  await moveRun(tx, runId, ['RUNNING'], { state: 'DONE', finishedAt: at, report: summary })
}

/** The portal may have changed since the dry run: a line that became wrong was not set aside by anyone. */
async function refuseNewProblems(tx: Tx, runId: string, plan: Plan): Promise<void> {
  const aside = await tx.importLine.findMany({
    where: { runId, setAside: true },
    select: { kind: true, line: true },
  })
  const known = new Set(aside.map(({ kind, line }) => `${kind} ${line}`))
  const unseen = plan.lines.filter(
    ({ kind, line, problems }) => problems.length > 0 && !known.has(`${kind} ${line}`),
  ).length
  if (unseen === 0) return
  const lines =
    unseen === 1 ? 'Une ligne ne peut plus être importée' : `${unseen} lignes ne peuvent plus être importées`
  throw new Refusal(
    'MOVED',
    `Le portail a changé depuis l’essai. ${lines} : rien n’a été écrit. Refaites l’essai.`,
  )
}

const CHUNK = 2_000

/** One event that sums up, and one per family of which something was written. */
async function recordImport(
  tx: Tx,
  runId: string,
  accountId: string | null,
  plan: Plan,
  { counts, conflicts, differences }: ImportSummary,
  at: Date,
): Promise<void> {
  const actor = accountId ? { kind: 'agent' as const, accountId } : null
  const events: AuditEntry[] = [
    { action: 'import.run', subject: runId, detail: { counts, conflicts, differences } },
    ...[...plan.touched].map(([familyId, fields]) => ({
      action: 'family.import',
      subject: runId,
      familyId,
      fields: [...fields].sort(),
    })),
  ]
  for (let start = 0; start < events.length; start += CHUNK)
    await recordEvents(tx, actor, at, events.slice(start, start + CHUNK))
}
