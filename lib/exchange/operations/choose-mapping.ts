import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db, type Tx } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/jobs'
import { Refusal } from '@/lib/core/errors'
import { parseMapping, type FileMapping } from '../files'
import { CHECK_JOB } from '../jobs'
import { columnKeys, columnName, missingColumns, type FileKind, type Mapping } from '../rules/columns'
import { fold } from '../rules/text'
import { loadRun, markAlive, moveRun } from '../runs'
import { headingsHash } from './receive-files'

/** For each file, what the agent says that its columns hold, by position ('' for nothing); and the activities. */
export type ChosenMapping = {
  runId: string
  columns: Partial<Record<FileKind, Record<number, string>>>
  /** Folded name in the file → activity of the portal, null for none. */
  activities: Record<string, number | null>
}

/**
 * Keeps the mapping that the agent chose, for this import and for the next files with the same headings,
 * and asks for the dry run.
 *
 * @throws NotFound; Refusal MAPPING, with a text per column or file, or STATE
 */
export async function chooseMapping(actor: AgentActor, input: ChosenMapping, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await loadRun(tx, actor, input.runId)
    const files = await tx.importFile.findMany({
      where: { runId: input.runId },
      select: { id: true, kind: true, headings: true, mapping: true },
    })
    const fields: Record<string, string> = {}
    const hasLinks = files.some(({ kind }) => kind === 'LINKS')
    const portal = await tx.activity.findMany({ select: { id: true, name: true } })
    for (const file of files) {
      const columns = readColumns(file, input.columns[file.kind] ?? {}, fields)
      const missing = missingColumns(file.kind, columns, hasLinks).map(
        (key) => `« ${columnName(file.kind, key)} »`,
      )
      if (missing.length > 0)
        fields[file.kind] =
          `Aucune colonne ne donne ${missing.join(', ')}. Dites quelle colonne du fichier le contient.`
      const activities =
        file.kind === 'ENROLLMENTS' ? readActivities(file.mapping, input.activities, portal) : {}
      await keepMapping(tx, file, { columns, activities }, at)
    }
    if (Object.keys(fields).length > 0)
      throw new Refusal('MAPPING', 'La correspondance des colonnes est à compléter.', fields)
    await moveRun(tx, input.runId, ['MAPPING'], {
      state: 'CHECKING',
      phase: 'queued',
      progress: 0,
      total: 0,
      failure: null,
    })
    await markAlive(tx, input.runId)
    await enqueueJob(tx, CHECK_JOB, { runId: input.runId })
  })
}

function readColumns(
  file: { kind: FileKind; headings: string[] },
  chosen: Record<number, string>,
  fields: Record<string, string>,
): Mapping {
  const allowed = columnKeys(file.kind)
  const columns: Mapping = {}
  for (const [text, key] of Object.entries(chosen)) {
    const position = Number(text)
    if (key === '' || position >= file.headings.length || !allowed.includes(key)) continue
    const other = columns[key]
    if (other === undefined) columns[key] = position
    else
      fields[`${file.kind}.${position}`] =
        `« ${columnName(file.kind, key)} » est déjà donné par la colonne « ${file.headings[other] ?? ''} ».`
  }
  return columns
}

/** The activity of each name: the portal's of that name, unless the agent chose another, the last time or now. */
function readActivities(
  stored: unknown,
  chosen: Record<string, number | null>,
  portal: { id: number; name: string }[],
): Record<string, number> {
  const byName = Object.fromEntries(portal.map(({ id, name }) => [fold(name), id]))
  const all: Record<string, number | null> = { ...byName, ...parseMapping(stored).activities, ...chosen }
  const isKnown = (entry: [string, number | null]): entry is [string, number] =>
    portal.some(({ id }) => id === entry[1])
  return Object.fromEntries(Object.entries(all).filter(isKnown))
}

async function keepMapping(
  tx: Tx,
  file: { id: string; kind: FileKind; headings: string[] },
  mapping: FileMapping,
  at: Date,
): Promise<void> {
  await tx.importFile.update({ where: { id: file.id }, data: { mapping } })
  const { kind, headings } = file
  const row = { kind, mapping, usedAt: at }
  await tx.importMapping.upsert({
    where: { headingsHash: headingsHash(kind, headings) },
    create: { headingsHash: headingsHash(kind, headings), ...row },
    update: row,
  })
}
