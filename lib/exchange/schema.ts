import { z } from 'zod'
import { FILE_KINDS, type FileKind } from './rules/columns'
import { ENCODINGS, SEPARATORS } from './rules/format'
import { LINE_OUTCOMES } from './rules/report'

const runId = z.uuid()

export const runSchema = z.object({ runId })

export const rereadSchema = z.object({
  runId,
  kind: z.enum(FILE_KINDS),
  encoding: z.enum(ENCODINGS),
  separator: z.enum(SEPARATORS),
})

/** Fields of the mapping form: « FAMILIES.3 » for a column, « activity.piscine » for an activity's name. */
export const mappingSchema = z.looseObject({ runId }).transform(({ runId, ...typed }) => {
  const columns: Partial<Record<FileKind, Record<number, string>>> = {}
  const activities: Record<string, number | null> = {}
  for (const [name, value] of Object.entries(typed)) {
    if (typeof value !== 'string') continue
    const kind = FILE_KINDS.find((known) => name.startsWith(`${known}.`))
    if (kind) (columns[kind] ??= {})[Number(name.slice(kind.length + 1))] = value
    else if (name.startsWith('activity.'))
      activities[name.slice('activity.'.length)] = /^\d+$/.test(value) ? Number(value) : null
  }
  return { runId, columns, activities }
})

/** `scope`: « ALL », « line:12 » or « FAMILIES:EMAIL ». */
export const asideSchema = z.object({
  runId,
  aside: z.enum(['oui', 'non']),
  scope: z.string().transform((text, context): AsideScope => {
    const [head = '', rest = ''] = text.split(':')
    const kind = FILE_KINDS.find((known) => known === head)
    if (text === 'ALL') return 'ALL'
    if (head === 'line' && /^\d{1,18}$/.test(rest)) return { lineId: rest }
    if (kind && /^[A-Z_]{2,30}$/.test(rest)) return { kind, code: rest }
    context.addIssue('Choisissez les lignes à écarter.')
    return z.NEVER
  }),
})

/** Which wrong lines: all, those of one reason in one file, or one. */
export type AsideScope = { kind: FileKind; code: string } | { lineId: string } | 'ALL'

/** The filters of the report, in the address. What is not one of them is no filter. */
export const reportFilterSchema = z.object({
  fichier: z.enum(FILE_KINDS).optional().catch(undefined),
  etat: z.enum(LINE_OUTCOMES).optional().catch(undefined),
  motif: z.string().max(30).optional().catch(undefined),
  signale: z.enum(['conflits', 'differences']).optional().catch(undefined),
  page: z.coerce.number().int().positive().max(100_000).catch(1),
})

export type ReportFilter = z.output<typeof reportFilterSchema>
