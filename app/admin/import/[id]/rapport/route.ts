import { getActor } from '@/lib/core/actor'
import { isIdentifier } from '@/lib/core/identifier'
import { now } from '@/lib/core/clock'
import { CSV_MARK, csvHeaders, csvRow } from '@/lib/core/csv'
import { dayInParis } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { roleCan } from '@/lib/core/permissions'
import { notHere } from '@/lib/core/route-answers'
import { FILE_NAMES, OUTCOME_NAMES } from '@/lib/exchange/messages'
import { importOf } from '@/lib/exchange/queries'
import { reportLines, type ReportLine } from '@/lib/exchange/report-query'
import { fieldName } from '@/lib/exchange/rules/columns'
import { reportFilterSchema } from '@/lib/exchange/schema'

const HEADINGS = [
  'Fichier',
  'Ligne',
  'Repère',
  'Résultat',
  'Colonne',
  'Motif',
  'Champs écrits',
  'Conflits',
  'Différences',
  'Écartée',
]

type Context = { params: Promise<{ id: string }> }

/** The report as CSV for a spreadsheet: UTF-8 with its mark, semicolons; one row per reason. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params
  const actor = await getActor()
  if (actor?.kind !== 'agent' || !roleCan(actor.role, 'import.run') || !isIdentifier(id)) return notHere()
  try {
    await importOf(actor, id)
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    throw error
  }
  const filter = reportFilterSchema.parse(Object.fromEntries(new URL(request.url).searchParams))
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(encoder.encode(`${CSV_MARK}${csvRow(HEADINGS)}`))
      for await (const lines of reportLines(actor, id, filter))
        controller.enqueue(encoder.encode(lines.map(rowsOf).join('')))
      controller.close()
    },
  })
  return new Response(body, { headers: csvHeaders(`rapport-import-${dayInParis(now())}.csv`) })
}

function rowsOf(line: ReportLine): string {
  const names = (fields: string[]) => fields.map((field) => fieldName(line.kind, field)).join(', ')
  const reasons: ReportLine['problems'] = line.problems.length > 0 ? line.problems : [[null, '']]
  return reasons
    .map(([column, message]) =>
      csvRow([
        FILE_NAMES[line.kind],
        line.line > 0 ? String(line.line) : '',
        line.label,
        OUTCOME_NAMES[line.outcome],
        column ?? '',
        message,
        names(line.fields),
        names(line.conflicts),
        names(line.differences),
        line.setAside ? 'Oui' : '',
      ]),
    )
    .join('')
}
