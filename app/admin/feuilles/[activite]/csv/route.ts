import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { CSV_MARK, csvRow } from '@/lib/core/csv'
import { dayInParis } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { roleCan } from '@/lib/core/permissions'
import { plainName } from '@/lib/core/plain-name'
import { notHere } from '@/lib/core/route-answers'
import { sentFile } from '@/lib/core/sent-file'
import { DIET_LABELS, GRADE_LABELS } from '@/lib/dossier/messages'
import { sheetWord } from '@/lib/planning/messages'
import { sheetToExport, type ExportedSheet } from '@/lib/planning/queries/day-sheets'
import { cameUnexpected } from '@/lib/planning/rules/attendance'
import { sheetAddressSchema } from '@/lib/planning/schema'

const HEADINGS = ['Groupe', 'Nom', 'Prénom', 'Classe', 'École', 'Régime alimentaire', 'État', 'Remarque']

type Context = { params: Promise<{ activite: string }> }

/** A day's sheet as CSV for a spreadsheet: UTF-8 with its mark, semicolons; nothing of health. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [actor, path] = await Promise.all([getActor(), params])
  if (actor?.kind !== 'agent' || !roleCan(actor.role, 'daysheet.read')) return notHere()
  const search = Object.fromEntries(new URL(request.url).searchParams)
  const { activite, jour } = sheetAddressSchema.parse({ ...search, ...path })
  if (activite === null) return notHere()
  const day = jour ?? dayInParis(now())
  try {
    const sheet = await sheetToExport(actor, { activityId: activite, day })
    if (!sheet) return notHere()
    const text = CSV_MARK + csvRow(HEADINGS) + sheet.children.map((child) => rowOf(sheet, child)).join('')
    const fileName = `presence-${plainName(sheet.activity)}-${day}.csv`
    return sentFile({ bytes: new TextEncoder().encode(text), type: 'text/csv; charset=utf-8', fileName })
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    throw error
  }
}

function rowOf({ groups }: ExportedSheet, child: ExportedSheet['children'][number]): string {
  return csvRow([
    groups.find(({ id }) => id === child.groupId)?.name ?? '',
    child.lastName,
    child.firstName,
    child.grade ? GRADE_LABELS[child.grade] : '',
    child.school ?? '',
    DIET_LABELS[child.diet],
    sheetWord(child.state),
    cameUnexpected(child) ? 'Venu sans réservation' : '',
  ])
}
