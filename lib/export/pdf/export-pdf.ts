import 'server-only'
import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { brandPalette } from '@/lib/core/colour'
import { day, dayInParis, formatDay, formatPeriod, formatInstant } from '@/lib/core/day'
import { formatIban } from '@/lib/core/iban'
import { log } from '@/lib/core/log'
import { formatEuros } from '@/lib/core/money'
import { levelWords } from '@/lib/recovery/messages'
import { Paper } from '@/lib/subscription/letters/paper'
import type {
  ExportedChange,
  ExportedChild,
  ExportedField,
  ExportedPerson,
  ExportedSection,
  FamilyExport,
} from '../format'
import { addPage, drawPart, h1, h2, headed, pair, paragraph, type Line, type Writer } from './page'

/** The copy of a family's data as one tagged PDF; it flows while it is drawn. */
export function exportPdf(copy: FamilyExport, brandColour: string): Readable {
  const at = new Date(copy.exportedAt)
  const paper = new Paper({
    title: `Données de la famille ${copy.family.name}`,
    author: copy.authority,
    createdAt: at,
  })
  const foot = `Famille ${copy.family.name}, copie du ${formatDay(dayInParis(at), 'long')}`
  const writer = { paper, palette: brandPalette(brandColour), y: 0, pages: 0, foot }
  addPage(writer)
  void drawAll(writer, copy).catch((error: unknown) => {
    log.error({ err: error }, 'family export could not be drawn')
    paper.stream.destroy(error instanceof Error ? error : new Error('family export could not be drawn'))
  })
  return paper.stream
}

async function drawAll(writer: Writer, copy: FamilyExport): Promise<void> {
  for (const { title, lines } of partsOf(writer, copy)) {
    // Other requests are answered between two parts; the person may have left.
    await setImmediate()
    if (writer.paper.stream.destroyed) return
    drawPart(writer, title, lines)
  }
  writer.paper.doc.end()
}

type Part = { title: string; lines: Line[] }

function partsOf(writer: Writer, copy: FamilyExport): Part[] {
  const { family } = copy
  const title = `Données de la famille ${family.name}`
  const intro = [
    `Copie faite le ${formatInstant(new Date(copy.exportedAt), 'long')} par le portail citoyen, ${copy.authority}.`,
    family.number ? `Numéro de famille : ${family.number}.` : '',
    'Elle contient ce que le portail conserve de votre famille et que vous pouvez y lire. Les documents que vous avez envoyés sont dans la copie complète (ZIP), et s’ouvrent dans « Documents ».',
    copy.leftOut.length > 0
      ? `Ne figurent pas ici, faute de droit de lecture de l’agent qui a fait cette copie : ${copy.leftOut.join(', ')}.`
      : '',
  ]
  return [
    { title, lines: [h1(writer, title), ...intro.filter(Boolean).map((text) => paragraph(writer, text))] },
    personPart(writer, copy.household),
    ...copy.guardians.map((guardian) => personPart(writer, guardian)),
    ...copy.children.map((child) => childPart(writer, child)),
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
          `envoyé le ${instant(document.depositedAt)}`,
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
          `signé par ${signedBy} à ${place}, ${instant(signedAt)}`,
          revokedAt && `révoqué le ${instant(revokedAt)}`,
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
        instant(startedAt),
        sentence([
          formatEuros(amount),
          `facture n° ${invoice}`,
          `référence ${reference}`,
          state.label,
          endedAt && `terminé le ${instant(endedAt)}`,
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
          `depuis le ${instant(since)}`,
          endedAt && `terminé le ${instant(endedAt)}`,
        ]),
      ]),
    ),
    listPart(
      writer,
      'Qui a lu vos données protégées',
      copy.readings.map(({ at, by, action, of, fields }) => [
        instant(at),
        sentence([by, action, of, fields.join(', ')]),
      ]),
    ),
  ].filter(({ lines }) => lines.length > 0)
}

const long = (text: string) => formatDay(day(text), 'long')
const instant = (text: string) => formatDay(dayInParis(new Date(text)), 'long')
const sentence = (words: (string | null | false | undefined)[]) => words.filter(Boolean).join(' · ')

function personPart(writer: Writer, person: ExportedPerson): Part {
  return { title: person.name, lines: [h2(writer, person.name), ...personLines(writer, person)] }
}

function personLines(writer: Writer, person: ExportedPerson): Line[] {
  return [
    ...person.sections.flatMap((section) => sectionLines(writer, section)),
    ...headed(
      writer,
      'Modifications demandées',
      person.changes.map((change) => changeLine(writer, change)),
    ),
  ]
}

function childPart(writer: Writer, child: ExportedChild): Part {
  return {
    title: child.name,
    lines: [
      h2(writer, child.name),
      ...headed(
        writer,
        'Responsables',
        child.links.map(({ guardian, relation, parentalAuthority }) =>
          pair(writer, guardian, sentence([relation.label, parentalAuthority && 'autorité parentale'])),
        ),
      ),
      ...personLines(writer, child),
      ...headed(
        writer,
        'Calendrier de garde',
        child.custody.map(({ kind, startsOn, endsOn, ours }) =>
          pair(
            writer,
            kind.label,
            `votre famille : ${ours} · ${endsOn ? formatPeriod({ startsOn: day(startsOn), endsOn: day(endsOn) }, 'long') : `à partir du ${long(startsOn)}`}`,
          ),
        ),
      ),
      ...headed(
        writer,
        'Inscriptions',
        child.enrollments.map(({ activity, startsOn, endsOn, weekdays, isOccasional }) =>
          pair(
            writer,
            activity,
            `du ${long(startsOn)} au ${long(endsOn)}, ${weekdays.map(({ label }) => label).join(', ')}${isOccasional ? ', occasionnellement' : ''}`,
          ),
        ),
      ),
      ...headed(
        writer,
        'Réservations et présences',
        bookingsByMonth(child).map(([label, text]) => pair(writer, label, text)),
      ),
    ],
  }
}

/** A line per month, activity and state: « Cantine, réservé : 3, 5, 10 ». The file in JSON has a row for each day. */
function bookingsByMonth({ bookings }: ExportedChild): [string, string][] {
  const months = Map.groupBy(bookings, ({ day: on }) => on.slice(0, 7))
  return [...months].map(([month, rows]) => {
    const groups = Map.groupBy(
      rows,
      ({ activity, state }) => `${activity}, ${state.label.toLocaleLowerCase('fr-FR')}`,
    )
    const texts = [...groups].map(
      ([what, days]) => `${what} : ${days.map(({ day: on }) => Number(on.slice(8))).join(', ')}`,
    )
    return [formatDay(day(`${month}-01`), 'month'), texts.join(' · ')]
  })
}

function listPart(writer: Writer, title: string, rows: [string, string][]): Part {
  const lines = rows.map(([label, text]) => pair(writer, label, text))
  return { title, lines: lines.length > 0 ? [h2(writer, title), ...lines] : [] }
}

function sectionLines(writer: Writer, section: ExportedSection): Line[] {
  if ('items' in section)
    return headed(
      writer,
      section.title,
      section.items.map((item) => pair(writer, item[0]!.text, fieldsText(item.slice(1)))),
    )
  return headed(
    writer,
    section.title,
    section.fields.map(({ label, text }) => pair(writer, label, text)),
  )
}

const fieldsText = (fields: readonly ExportedField[]) =>
  fields
    .filter(({ value }) => value !== null)
    .map(({ label, text }) => `${label} : ${text}`)
    .join(' · ')

function changeLine(writer: Writer, change: ExportedChange): Line {
  const text = sentence([
    change.before && `avant : ${sideText(change.before)}`,
    change.after && `demandé : ${sideText(change.after)}`,
    `le ${instant(change.askedAt)}${change.askedBy ? ` par ${change.askedBy}` : ''}`,
    change.state.label,
    change.reason,
  ])
  return pair(writer, change.label, text)
}

function sideText(fields: readonly ExportedField[]): string {
  const filled = fields.filter(({ value }) => value !== null)
  if (fields.length === 1 || filled.length === 0) return fields[0]!.text
  return filled.map(({ label, text }) => `${label} ${text}`).join(', ')
}
