import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import type { Prisma } from '@/lib/generated/prisma/client.ts'
import type { FileKind } from './rules/columns'
import type { ProblemCode } from './rules/records'
import type { LineOutcome } from './rules/report'
import type { ReportFilter } from './schema'

/** A line of the report as the screens show it. `problems`: heading of the column (or null) and reason. */
export type ReportLine = {
  id: string
  kind: FileKind
  line: number
  label: string
  outcome: LineOutcome
  problems: [string | null, string][]
  fields: string[]
  conflicts: string[]
  differences: string[]
  setAside: boolean
}

/** The wrong lines of one file and one reason. */
export type ProblemGroup = {
  kind: FileKind
  code: ProblemCode
  lines: number
  setAside: number
  first: number[]
}

export const REPORT_PAGE = 50

function where(runId: string, filter: Omit<ReportFilter, 'page'>): Prisma.ImportLineWhereInput {
  return {
    runId,
    kind: filter.fichier,
    outcome: filter.etat,
    codes: filter.motif ? { has: filter.motif } : undefined,
    conflicts: filter.signale === 'conflits' ? { isEmpty: false } : undefined,
    differences: filter.signale === 'differences' ? { isEmpty: false } : undefined,
  }
}

/** A page of the report, in the order of the files. @throws NotFound when the agent may not import */
export async function reportPage(
  actor: AgentActor,
  runId: string,
  filter: ReportFilter,
): Promise<{ lines: ReportLine[]; total: number }> {
  requirePermission(actor, 'import.run')
  const filtered = where(runId, filter)
  const [total, rows] = await Promise.all([
    db.importLine.count({ where: filtered }),
    db.importLine.findMany({
      where: filtered,
      orderBy: { id: 'asc' },
      take: REPORT_PAGE,
      skip: (filter.page - 1) * REPORT_PAGE,
    }),
  ])
  return { total, lines: rows.map(reportLine) }
}

function reportLine(row: Prisma.ImportLineGetPayload<object>): ReportLine {
  return { ...row, id: String(row.id), problems: row.problems as ReportLine['problems'] }
}

/** The wrong lines by file and reason, with the first of each. @throws NotFound when the agent may not import */
export async function problemGroups(actor: AgentActor, runId: string): Promise<ProblemGroup[]> {
  requirePermission(actor, 'import.run')
  return db.$queryRaw<ProblemGroup[]>`
    SELECT kind, code, count(*)::int AS lines, (count(*) FILTER (WHERE "setAside"))::int AS "setAside",
      (array_agg(line ORDER BY line))[1:6] AS first
    FROM "ImportLine", unnest(codes) AS code
    WHERE "runId" = ${runId}::uuid AND outcome IN ('WRONG', 'DOUBLED')
    GROUP BY kind, code ORDER BY kind, count(*) DESC, code`
}

/** How many wrong lines are, and are not yet, set aside. @throws NotFound when the agent may not import */
export async function asideCounts(
  actor: AgentActor,
  runId: string,
): Promise<{ wrong: number; aside: number }> {
  requirePermission(actor, 'import.run')
  const [counts] = await db.$queryRaw<{ wrong: number; aside: number }[]>`
    SELECT count(*)::int AS wrong, (count(*) FILTER (WHERE "setAside"))::int AS aside
    FROM "ImportLine" WHERE "runId" = ${runId}::uuid AND outcome IN ('WRONG', 'DOUBLED')`
  return counts ?? { wrong: 0, aside: 0 }
}

const BATCH = 2_000

/** All the lines of the report that a filter leaves, by batches. @throws NotFound when the agent may not import */
export async function* reportLines(
  actor: AgentActor,
  runId: string,
  filter: Omit<ReportFilter, 'page'>,
): AsyncGenerator<ReportLine[]> {
  requirePermission(actor, 'import.run')
  let after = 0n
  for (;;) {
    const rows = await db.importLine.findMany({
      where: { ...where(runId, filter), id: { gt: after } },
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    if (rows.length === 0) return
    yield rows.map(reportLine)
    after = rows.at(-1)!.id
  }
}
