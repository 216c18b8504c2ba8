import { entryLook } from '@/components/ui/entry-state'
import { getActor, requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { CSV_MARK, csvHeaders, csvRow } from '@/lib/core/csv'
import { dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import { sendTo } from '@/lib/core/route-answers'
import { ABSENCE_REASON_WORDS, daysByMonth, KIND_WORDS, REQUEST_STATE_WORDS } from '@/lib/planning/messages'
import { allRequestsOf, type RequestLine } from '@/lib/planning/queries'
import { requestFilterSchema } from '@/lib/planning/schema'

const HEADINGS = [
  'N°',
  'Demande',
  'Faite le',
  'Enfants',
  'Activités',
  'Premier jour',
  'Dernier jour',
  'État',
  'Jours',
  'Motif du refus',
  'Motif de l’absence',
  'Commentaire',
]

/** The list of requests as CSV for a spreadsheet, filtered and sorted as it is on the screen. */
export async function GET(request: Request): Promise<Response> {
  if (!(await getActor())) return sendTo('/connexion?suite=/famille/demandes')
  const parent = await requireSubscribedParent()
  const filter = requestFilterSchema.parse(Object.fromEntries(new URL(request.url).searchParams))
  const lines = await allRequestsOf(parent, filter)
  return new Response(CSV_MARK + csvRow(HEADINGS) + lines.map((line) => csvRow(cellsOf(line))).join(''), {
    headers: csvHeaders(`demandes-${dayInParis(now())}.csv`),
  })
}

function cellsOf(line: RequestLine): string[] {
  return [
    String(line.number),
    KIND_WORDS[line.kind],
    formatInstant(new Date(line.askedAt), 'numeric'),
    line.children.map(({ firstName }) => firstName).join(', '),
    line.activities.join(', '),
    formatDay(line.startsOn, 'numeric'),
    formatDay(line.endsOn, 'numeric'),
    REQUEST_STATE_WORDS[line.state],
    line.days.map((one) => daysCell(one, line)).join(' ; '),
    line.reason ?? '',
    line.absenceReason ? ABSENCE_REASON_WORDS[line.absenceReason] : '',
    line.comment ?? '',
  ]
}

function daysCell(
  { childId, activity, state, days }: RequestLine['days'][number],
  line: RequestLine,
): string {
  const firstName = line.children.find(({ id }) => id === childId)?.firstName ?? ''
  return `${firstName}, ${activity}, ${entryLook(state).word} : ${daysByMonth(days).join(', ')}`
}
