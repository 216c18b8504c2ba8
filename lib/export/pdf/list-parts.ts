import 'server-only'
import { day, formatDay } from '@/lib/core/day'
import { formatIban } from '@/lib/core/iban'
import { formatEuros } from '@/lib/core/money'
import { levelWords } from '@/lib/recovery/messages'
import type { FamilyExport } from '../format'
import { h2, pair, type Part, type Writer } from './page'
import { dayOf, long, sentence } from './words'

/** What the family asked, handed in, signed, owes, paid, and who read of it: a part each, a line for each row. */
export function listParts(writer: Writer, copy: FamilyExport): Part[] {
  return [
    listPart(
      writer,
      'Demandes',
      copy.requests.map((request) => [
        `N° ${request.number}`,
        sentence([
          `${request.kind.label} du ${long(request.startsOn)} au ${long(request.endsOn)}`,
          request.children.join(', '),
          request.activities.join(', '),
          request.state.label,
          request.reason,
          request.absenceReason?.label,
          request.comment && `« ${request.comment} »`,
        ]),
      ]),
    ),
    listPart(
      writer,
      'Documents envoyés',
      copy.documents.map((document) => [
        document.type,
        sentence([
          document.of,
          `envoyé le ${dayOf(document.depositedAt)}`,
          document.state.label,
          document.expiresOn && `valable jusqu’au ${long(document.expiresOn)}`,
          document.reason,
        ]),
      ]),
    ),
    listPart(
      writer,
      'Mandats de prélèvement',
      copy.mandates.map(({ rum, creditor, debtor, signedBy, signedAt, place, revokedAt }) => [
        rum,
        sentence([
          `${creditor.name}, ICS ${creditor.ics}`,
          `compte de ${debtor.holder}, ${formatIban(debtor.iban)}`,
          `signé par ${signedBy} à ${place}, ${dayOf(signedAt)}`,
          revokedAt && `révoqué le ${dayOf(revokedAt)}`,
        ]),
      ]),
    ),
    listPart(
      writer,
      'Factures',
      copy.invoices.map(({ number, kind, month, issuedOn, dueOn, total, corrects, reason, ...more }) => [
        `${kind.label} n° ${number}`,
        sentence([
          `${formatDay(day(`${month}-01`), 'month')}, ${formatEuros(total)}`,
          `du ${long(issuedOn)}, à payer le ${long(dueOn)}`,
          corrects && `corrige la facture n° ${corrects}`,
          reason,
          more.reminders
            .map(({ level, on, means }) => `${levelWords(level)} ${means.label} le ${long(on)}`)
            .join(', '),
          more.treasury &&
            `${formatEuros(more.treasury.amount)} transmis au Trésor public le ${long(more.treasury.on)}`,
          more.treasury?.settledOn && `payés au Trésor public le ${long(more.treasury.settledOn)}`,
          more.lines
            .map(({ child, label, amount }) => `${sentence([child, label])} : ${formatEuros(amount)}`)
            .join(' ; '),
        ]),
      ]),
    ),
    listPart(
      writer,
      'Paiements',
      copy.payments.map(({ receivedOn, amount, method, reference, invoice, receipt, reason }) => [
        long(receivedOn),
        sentence([
          formatEuros(amount),
          method.label,
          reference,
          invoice ? `facture n° ${invoice}` : 'sur le compte',
          receipt && `reçu n° ${receipt}`,
          reason,
        ]),
      ]),
    ),
    listPart(
      writer,
      'Paiements en ligne commencés',
      copy.attempts.map(({ startedAt, amount, invoice, reference, state, endedAt }) => [
        dayOf(startedAt),
        sentence([
          formatEuros(amount),
          `facture n° ${invoice}`,
          `référence ${reference}`,
          state.label,
          endedAt && `terminé le ${dayOf(endedAt)}`,
        ]),
      ]),
    ),
    listPart(
      writer,
      'Prélèvements',
      copy.debits.map(({ collectedOn, amount, invoice, mandate, reference, state }) => [
        long(collectedOn),
        sentence([formatEuros(amount), state.label, `facture n° ${invoice}`, `mandat ${mandate}`, reference]),
      ]),
    ),
    listPart(
      writer,
      'Abonnements',
      copy.subscriptions.map(({ guardian, account, since, endedAt }) => [
        guardian,
        sentence([
          `compte de ${account}`,
          `depuis le ${dayOf(since)}`,
          endedAt && `terminé le ${dayOf(endedAt)}`,
        ]),
      ]),
    ),
    listPart(
      writer,
      'Qui a lu vos données protégées',
      copy.readings.map(({ at, by, action, of, fields }) => [
        dayOf(at),
        sentence([by, action, of, fields.join(', ')]),
      ]),
    ),
  ]
}

function listPart(writer: Writer, title: string, rows: [string, string][]): Part {
  const lines = rows.map(([label, text]) => pair(writer, label, text))
  return { title, lines: lines.length > 0 ? [h2(writer, title), ...lines] : [] }
}
