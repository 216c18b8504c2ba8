import { ENTRY_WORDS } from '@/lib/accounting/messages'
import { journalEntries, type JournalEntry } from '@/lib/accounting/queries'
import { journalPeriod } from '@/lib/accounting/schema'
import { invoiceNumber, METHOD_WORDS } from '@/lib/billing/messages'
import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { CSV_MARK, csvHeaders, csvRow } from '@/lib/core/csv'
import { dayInParis, formatDay } from '@/lib/core/day'
import { eurosText } from '@/lib/core/money'
import { roleCan } from '@/lib/core/permissions'
import { notHere } from '@/lib/core/route-answers'

const HEADINGS = [
  ...['Date', 'Écriture', 'Facture', 'Famille', 'Redevable', 'Activité'],
  ...['Moyen de paiement', 'Reçu le', 'Référence', 'Débit', 'Crédit'],
]

/** The accounting journal of a period as CSV for a spreadsheet or an accounting software. */
export async function GET(request: Request): Promise<Response> {
  const actor = await getActor()
  if (actor?.kind !== 'agent' || !roleCan(actor.role, 'billing.run')) return notHere()
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const period = journalPeriod(query, dayInParis(now()))
  const entries = await journalEntries(actor, period)
  return new Response(CSV_MARK + csvRow(HEADINGS) + entries.map((one) => csvRow(cellsOf(one))).join(''), {
    headers: csvHeaders(`journal-comptable-${period.from}-${period.to}.csv`),
  })
}

/** What families owe more stands at « Débit », what they owe less at « Crédit »: no cell is negative. */
function cellsOf({ on, kind, year, number, method, receivedOn, amount, ...entry }: JournalEntry): string[] {
  return [
    ...[formatDay(on, 'numeric'), ENTRY_WORDS[kind]],
    year !== null && number !== null ? invoiceNumber({ year, number }) : '',
    ...[entry.family ?? '', entry.payer, entry.activity ?? '', method ? METHOD_WORDS[method] : ''],
    ...[receivedOn ? formatDay(receivedOn, 'numeric') : '', entry.reference ?? ''],
    ...[amount > 0 ? eurosText(amount) : '', amount < 0 ? eurosText(-amount) : ''],
  ]
}
