import { monthWords } from '@/lib/billing/messages'
import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { CSV_MARK, csvHeaders, csvRow } from '@/lib/core/csv'
import { dayInParis, formatDay } from '@/lib/core/day'
import { eurosText } from '@/lib/core/money'
import { roleCan } from '@/lib/core/permissions'
import { notHere } from '@/lib/core/route-answers'
import { MEANS_WORDS } from '@/lib/recovery/messages'
import { allUnpaid, type UnpaidLine } from '@/lib/recovery/queries/unpaid'
import { MOST_REMINDERS } from '@/lib/recovery/rules/settings'
import { unpaidFilterSchema } from '@/lib/recovery/schema'

const HEADINGS = [
  ...['Facture', 'Mois', 'Redevable', 'Montant', 'Reste dû', 'Échéance', 'Jours de retard'],
  ...Array.from({ length: MOST_REMINDERS }, (_, index) => `Relance ${index + 1}`),
  'Comptes de la famille',
]

/** The unpaid invoices as CSV for a spreadsheet, filtered and sorted as they are on the screen. */
export async function GET(request: Request): Promise<Response> {
  const actor = await getActor()
  if (actor?.kind !== 'agent' || !roleCan(actor.role, 'billing.run')) return notHere()
  const filter = unpaidFilterSchema.parse(Object.fromEntries(new URL(request.url).searchParams))
  const at = now()
  const lines = await allUnpaid(actor, filter, at)
  return new Response(CSV_MARK + csvRow(HEADINGS) + lines.map((line) => csvRow(cellsOf(line))).join(''), {
    headers: csvHeaders(`impayes-${dayInParis(at)}.csv`),
  })
}

function cellsOf({
  number,
  month,
  payerName,
  total,
  left,
  dueOn,
  late,
  sent,
  accounts,
}: UnpaidLine): string[] {
  return [
    ...[number, monthWords(month), payerName, eurosText(total), eurosText(left)],
    ...[formatDay(dueOn, 'numeric'), String(late)],
    ...Array.from({ length: MOST_REMINDERS }, (_, index) => {
      const one = sent[index]
      return one ? `${formatDay(dayInParis(one.sentAt), 'numeric')} ${MEANS_WORDS[one.means]}` : ''
    }),
    String(accounts),
  ]
}
