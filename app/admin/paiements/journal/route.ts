import { METHOD_WORDS, ON_ACCOUNT } from '@/lib/billing/messages'
import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { CSV_MARK, csvHeaders, csvRow } from '@/lib/core/csv'
import { dayInParis, formatDay } from '@/lib/core/day'
import { Refusal } from '@/lib/core/errors'
import { eurosText } from '@/lib/core/money'
import { roleCan } from '@/lib/core/permissions'
import { notHere, refuse } from '@/lib/core/route-answers'
import { paymentFilterSchema } from '@/lib/payment/journal-schema'
import { journalByDay, journalLines, type JournalDay, type JournalLine } from '@/lib/payment/queries/journal'

/** The régie's journal of the payments that a search keeps, for a spreadsheet: by day and means, or with « detail » each payment. */
export async function GET(request: Request): Promise<Response> {
  const actor = await getActor()
  if (actor?.kind !== 'agent' || !roleCan(actor.role, 'billing.run')) return notHere()
  const search = Object.fromEntries(new URL(request.url).searchParams)
  const filter = paymentFilterSchema.parse(search)
  const name = search.detail ? 'paiements' : 'journal-regie'
  try {
    const rows = search.detail
      ? [LINE_HEADINGS, ...(await journalLines(actor, filter)).map(lineRow)]
      : [DAY_HEADINGS, ...(await journalByDay(actor, filter)).map(dayRow)]
    return new Response(CSV_MARK + rows.map(csvRow).join(''), {
      headers: csvHeaders(`${name}-${dayInParis(now())}.csv`),
    })
  } catch (error) {
    if (error instanceof Refusal) return refuse(400, error.message)
    throw error
  }
}

const DAY_HEADINGS = ['Jour', 'Moyen de paiement', 'Écritures', 'Encaissé', 'Annulé']

const dayRow = ({ day, method, count, received, reversed }: JournalDay) => [
  formatDay(day, 'numeric'),
  METHOD_WORDS[method],
  String(count),
  eurosText(received),
  eurosText(-reversed),
]

const LINE_HEADINGS = [
  'Jour',
  'Reçu',
  'Famille',
  'Facture',
  'Moyen de paiement',
  'Référence',
  'Référence PayFiP',
  'Encaissé',
  'Annulé',
]

const lineRow = (line: JournalLine) => [
  formatDay(line.receivedOn, 'numeric'),
  line.receipt ?? '',
  line.family?.name ?? line.payer ?? '',
  line.invoice?.number ?? ON_ACCOUNT,
  METHOD_WORDS[line.method],
  line.reference ?? '',
  line.attempt ?? '',
  line.amount > 0 ? eurosText(line.amount) : '',
  line.amount < 0 ? eurosText(-line.amount) : '',
]
