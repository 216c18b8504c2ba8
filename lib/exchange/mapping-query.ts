import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { openFiles, type OpenFile } from './files'
import { linesOf } from './prepare'
import type { FileKind, Mapping } from './rules/columns'
import type { Encoding, Separator } from './rules/format'
import { guessMapping } from './rules/headings'
import { fold, tidy } from './rules/text'

/** A file on the mapping screen: its columns with their first values, and what they are taken for. */
export type MappedFile = {
  kind: FileKind
  name: string
  encoding: Encoding
  separator: Separator
  lineCount: number
  columns: { heading: string; values: string[]; key: string | null }[]
  /** The kind that these headings fit better than the one the file was given as. */
  looksLike: FileKind | null
}

export type MappingView = {
  files: MappedFile[]
  /** The names of activities in the file, each with the portal's activity of that name or chosen before. */
  activities: { name: string; folded: string; lines: number; activityId: number | null }[]
  portalActivities: { id: number; name: string }[]
}

const PREVIEW_LINES = 200
const PREVIEW_VALUES = 3

/** What the mapping screen shows. @throws NotFound when the agent may not import */
export async function mappingOf(actor: AgentActor, runId: string): Promise<MappingView> {
  requirePermission(actor, 'import.run')
  const files = await openFiles(db, runId)
  const portalActivities = await db.activity.findMany({
    select: { id: true, name: true },
    orderBy: { position: 'asc' },
  })
  const enrollments = files.find(({ kind }) => kind === 'ENROLLMENTS')
  return {
    files: await Promise.all(files.map(mappedFile)),
    activities: enrollments ? await activitiesOf(enrollments, portalActivities) : [],
    portalActivities,
  }
}

async function mappedFile(file: OpenFile): Promise<MappedFile> {
  const { kind, name, encoding, separator, lineCount, headings } = file
  const values: string[][] = headings.map(() => [])
  let read = 0
  for await (const { cells } of linesOf(file)) {
    if (++read > PREVIEW_LINES || values.every((known) => known.length >= PREVIEW_VALUES)) break
    headings.forEach((_, position) => {
      const cell = tidy(cells[position] ?? '')
      const known = values[position]!
      if (cell !== '' && known.length < PREVIEW_VALUES && !known.includes(cell)) known.push(cell)
    })
  }
  const keyAt = invert(file.mapping.columns)
  return {
    kind,
    name,
    encoding,
    separator,
    lineCount,
    columns: headings.map((heading, position) => ({
      heading,
      values: values[position]!,
      key: keyAt.get(position) ?? null,
    })),
    looksLike: betterKind(kind, headings),
  }
}

const invert = (mapping: Mapping) =>
  new Map(Object.entries(mapping).map(([key, position]) => [position, key]))

/** Another kind of file of which at least three columns more are recognised: the files were mixed up. */
function betterKind(kind: FileKind, headings: string[]): FileKind | null {
  const known = (other: FileKind) => Object.keys(guessMapping(other, headings)).length
  const others = (['FAMILIES', 'CHILDREN', 'ENROLLMENTS'] as const).filter((other) => other !== kind)
  const best = others.reduce((a, b) => (known(b) > known(a) ? b : a))
  return known(best) >= known(kind) + 3 ? best : null
}

async function activitiesOf(
  file: OpenFile,
  portal: { id: number; name: string }[],
): Promise<MappingView['activities']> {
  const position = file.mapping.columns.activity
  if (position === undefined) return []
  const byName = new Map(portal.map(({ id, name }) => [fold(name), id]))
  const found = new Map<string, MappingView['activities'][number]>()
  for await (const { cells } of linesOf(file)) {
    const name = tidy(cells[position] ?? '')
    const folded = fold(name)
    if (folded === '') continue
    const known = found.get(folded)
    if (known) known.lines++
    else
      found.set(folded, {
        name,
        folded,
        lines: 1,
        activityId: file.mapping.activities[folded] ?? byName.get(folded) ?? null,
      })
  }
  return [...found.values()].sort((a, b) => b.lines - a.lines).slice(0, 200)
}
