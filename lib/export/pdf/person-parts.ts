import 'server-only'
import { day, formatDay, formatPeriod } from '@/lib/core/day'
import type { ExportedChange, ExportedChild, ExportedField, ExportedPerson, ExportedSection } from '../format'
import { headed, h2, pair, type Line, type Part, type Writer } from './page'
import { dayOf, long, sentence } from './words'

/** A guardian, or the household: its sections, then what was asked to change. */
export function personPart(writer: Writer, person: ExportedPerson): Part {
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

/** A child: its guardians, sections, custody, enrollments and days. */
export function childPart(writer: Writer, child: ExportedChild): Part {
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
    `le ${dayOf(change.askedAt)}${change.askedBy ? ` par ${change.askedBy}` : ''}`,
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
