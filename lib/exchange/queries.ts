import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { ImportState, Prisma } from '@/lib/generated/prisma/client.ts'
import { FILE_KINDS, type FileKind } from './rules/columns'
import type { Encoding, Separator } from './rules/format'
import type { ImportSummary } from './rules/report'

export type ImportView = {
  id: string
  state: ImportState
  phase: string
  progress: number
  total: number
  failure: string | null
  createdAt: Date
  finishedAt: Date | null
  author: string | null
  summary: ImportSummary | null
  files: {
    kind: FileKind
    name: string
    encoding: Encoding
    separator: Separator
    lineCount: number
    isErased: boolean
  }[]
}

const RUN = {
  id: true,
  state: true,
  phase: true,
  progress: true,
  total: true,
  failure: true,
  createdAt: true,
  finishedAt: true,
  report: true,
  author: { select: { firstName: true, lastName: true } },
} satisfies Prisma.ImportRunSelect

type FileRow = ImportView['files'][number] & { runId: string }

/** The files without their contents, which may be large. */
async function filesOf(runIds: string[]): Promise<FileRow[]> {
  const rows = await db.importFile.findMany({
    where: { runId: { in: runIds } },
    select: { runId: true, kind: true, name: true, encoding: true, separator: true, lineCount: true },
  })
  const present = await db.importFile.findMany({
    where: { runId: { in: runIds }, contentEncrypted: { not: null } },
    select: { runId: true, kind: true },
  })
  const kept = new Set(present.map(({ runId, kind }) => `${runId} ${kind}`))
  return rows
    .map((row) => ({
      ...row,
      encoding: row.encoding as Encoding,
      separator: row.separator as Separator,
      isErased: !kept.has(`${row.runId} ${row.kind}`),
    }))
    .sort((a, b) => FILE_KINDS.indexOf(a.kind) - FILE_KINDS.indexOf(b.kind))
}

type RunRow = Prisma.ImportRunGetPayload<{ select: typeof RUN }>

function view({ report, author, ...run }: RunRow, files: FileRow[]): ImportView {
  return {
    ...run,
    author: author && `${author.firstName} ${author.lastName}`,
    summary: report as ImportSummary | null,
    files: files.filter(({ runId }) => runId === run.id),
  }
}

/** The last imports, the newest first. @throws NotFound when the agent may not import */
export async function recentImports(actor: AgentActor): Promise<ImportView[]> {
  requirePermission(actor, 'import.run')
  const runs = await db.importRun.findMany({ select: RUN, orderBy: { createdAt: 'desc' }, take: 15 })
  const files = await filesOf(runs.map(({ id }) => id))
  return runs.map((run) => view(run, files))
}

/** One import. @throws NotFound */
export async function importOf(actor: AgentActor, id: string): Promise<ImportView> {
  requirePermission(actor, 'import.run')
  const run = await db.importRun.findUnique({ where: { id }, select: RUN })
  if (!run) throw new NotFound()
  return view(run, await filesOf([id]))
}
