import type { Day } from '@/lib/core/day'
import {
  GUARDIAN_COLUMN_NAMES,
  GUARDIAN_SLOTS,
  WEEKDAY_COLUMNS,
  columnName,
  type FileKind,
  type GuardianSlot,
  type Mapping,
} from './columns'
import { PARSERS, isYes, parseDate, type ParsedColumn } from './fields'
import { quoted, type FieldParser, type Parsed } from './parsed'
import type {
  ChildRecord,
  EnrollmentRecord,
  FamilyRecord,
  GuardianRecord,
  LineProblem,
  LinkRecord,
  ReadLine,
  Values,
} from './records'
import type { TableLine } from './format'
import { fold, tidy } from './text'
import { parseWeekdays } from './weekdays'

/** What is needed to read the lines of a file. `activities`: folded name in the file → activity of the portal. */
export type Reading = {
  headings: string[]
  mapping: Mapping
  today: Day
  activities: ReadonlyMap<string, number>
}

const FAMILY_FIELDS = ['allocataireNumber', 'benefitOrganism', 'familyQuotient'] as const
const CHILD_FIELDS = [
  'lastName',
  'usualName',
  'firstNames',
  'sex',
  'birthDate',
  'birthPlace',
  'school',
  'grade',
  'diet',
  'allergies',
  'careplan',
] as const
const CHILD_REQUIRED: readonly string[] = ['lastName', 'firstNames', 'sex', 'birthDate']
const ADDRESS = ['addressLine', 'addressComplement', 'postalCode', 'city'] as const

/** Reads the cells of one line by their keys, and gathers what is wrong with them. */
class Cells {
  readonly problems: LineProblem[] = []

  constructor(
    private readonly kind: FileKind,
    private readonly line: TableLine,
    private readonly reading: Reading,
  ) {
    const [width, expected] = [line.cells.length, reading.headings.length]
    const isTooWide = line.cells.slice(expected).some((cell) => cell.trim() !== '')
    if (width < expected || isTooWide)
      this.problems.push({
        code: 'WIDTH',
        column: null,
        message: `La ligne a ${width} colonnes, la première ligne du fichier ${expected} : un séparateur ou un guillemet manque ou est en trop.`,
      })
  }

  has(key: string): boolean {
    return key in this.reading.mapping
  }

  text(key: string): string {
    return tidy(this.line.cells[this.reading.mapping[key] ?? -1] ?? '')
  }

  add(key: string, code: LineProblem['code'], message: string): void {
    const position = this.reading.mapping[key]
    this.problems.push({
      code,
      column: position === undefined ? null : (this.reading.headings[position] ?? null),
      message,
    })
  }

  read(key: string, parser: FieldParser, isRequired = false): string | null {
    const text = this.text(key)
    if (text === '') {
      if (isRequired)
        this.add(key, 'REQUIRED', `${columnName(this.kind, key)} : cette case ne peut pas être vide.`)
      return null
    }
    return this.keep(key, parser(text, this.reading.today))
  }

  keep(key: string, parsed: Parsed): string | null {
    if (parsed.ok) return parsed.value
    this.add(key, parsed.code, parsed.message)
    return null
  }
}

const identifier: FieldParser = (text) =>
  text.length <= 50
    ? { ok: true, value: text }
    : { ok: false, code: 'TOO_LONG', message: `${quoted(text)} est trop long : 50 caractères au plus.` }

/** Reads a line of the file of families: the family, and the guardians that the line names. */
export function readFamily(line: TableLine, reading: Reading): ReadLine<FamilyRecord> {
  const cells = new Cells('FAMILIES', line, reading)
  const number = cells.read('number', identifier, true) ?? ''
  const values: Values = {}
  for (const field of FAMILY_FIELDS) if (cells.has(field)) values[field] = cells.read(field, PARSERS[field])
  // An empty cell does not say where a family lives.
  if (cells.text('isResident')) values.isResident = cells.read('isResident', PARSERS.isResident)
  const guardians = GUARDIAN_SLOTS.map((slot) => readGuardian(cells, slot)).filter(
    (guardian) => guardian !== null,
  )
  shareAddress(guardians)
  if (new Set(guardians.map(({ identity }) => identity)).size < guardians.length)
    cells.add('guardian2.lastName', 'CONTRADICTORY', 'Les deux responsables sont la même personne.')
  const names = guardians.map(({ values: { lastName, firstNames } }) =>
    `${lastName ?? ''} ${firstNames ?? ''}`.trim(),
  )
  return {
    line: line.line,
    raw: line.raw,
    key: number,
    label: [number, names.join(', ')].filter(Boolean).join(' · '),
    record: { number, values, guardians },
    problems: cells.problems,
  }
}

function readGuardian(cells: Cells, slot: GuardianSlot): GuardianRecord | null {
  const key = (name: string) => `guardian${slot}.${name}`
  const isAbsent =
    slot > 1 && GUARDIAN_COLUMN_NAMES.every((name) => name === 'title' || cells.text(key(name)) === '')
  if (isAbsent) return null
  const values: Values = {}
  for (const name of GUARDIAN_COLUMN_NAMES)
    if (cells.has(key(name)))
      values[name] = cells.read(key(name), PARSERS[name], name === 'title' || name === 'firstNames')
  // The portal's « nom » is the name in use; the name at birth stands beside it.
  const { usualName, lastName, birthName, ...others } = values
  const nameInUse = usualName ?? lastName ?? birthName ?? null
  if (nameInUse === null)
    cells.add(key('lastName'), 'REQUIRED', `Nom (responsable ${slot}) : cette case ne peut pas être vide.`)
  if (!cells.has(key('title')))
    cells.add(key('title'), 'REQUIRED', `Civilité (responsable ${slot}) : aucune colonne ne la donne.`)
  const born = birthName ?? (usualName && lastName !== usualName ? lastName : undefined)
  const hasBirthName =
    cells.has(key('birthName')) || (cells.has(key('usualName')) && cells.has(key('lastName')))
  return {
    slot,
    identity: [nameInUse ?? '', others.firstNames ?? '']
      .map(fold)
      .concat(others.birthDate ?? '')
      .join('|'),
    values: { ...others, lastName: nameInUse, ...(hasBirthName ? { birthName: born ?? null } : {}) },
  }
}

/** An address given once is that of all the guardians of the line. */
function shareAddress([first, ...others]: GuardianRecord[]): void {
  if (!first) return
  for (const other of others)
    if (ADDRESS.every((field) => (other.values[field] ?? null) === null))
      for (const field of ADDRESS)
        if (field in first.values) other.values[field] = first.values[field] ?? null
}

/** Reads a line of the file of children. */
export function readChild(line: TableLine, reading: Reading): ReadLine<ChildRecord> {
  const cells = new Cells('CHILDREN', line, reading)
  const familyNumber = cells.read('familyNumber', identifier, cells.has('familyNumber'))
  const number = cells.read('number', identifier, cells.has('number'))
  const values: Values = {}
  for (const field of CHILD_FIELDS)
    if (cells.has(field))
      values[field] = cells.read(field, PARSERS[field satisfies ParsedColumn], CHILD_REQUIRED.includes(field))
  if (values.diet === null) values.diet = 'STANDARD'
  const { lastName, firstNames, birthDate } = values
  const key = number ?? [familyNumber, fold(lastName ?? ''), fold(firstNames ?? ''), birthDate].join('|')
  const name = `${lastName ?? ''} ${firstNames ?? ''}`.trim()
  return {
    line: line.line,
    raw: line.raw,
    key: cells.has('number') && number === null ? '' : key,
    label: [number ?? familyNumber, name].filter(Boolean).join(' · '),
    record: { key, number, familyNumber, values },
    problems: cells.problems,
  }
}

/** Reads a line of the file of links between families and children. */
export function readLink(line: TableLine, reading: Reading): ReadLine<LinkRecord> {
  const cells = new Cells('LINKS', line, reading)
  const familyNumber = cells.read('familyNumber', identifier, true) ?? ''
  const childKey = cells.read('childNumber', identifier, true) ?? ''
  return {
    line: line.line,
    raw: line.raw,
    key: `${childKey}|${familyNumber}`,
    label: `${familyNumber} · ${childKey}`,
    record: { familyNumber, childKey },
    problems: cells.problems,
  }
}

/** Reads a line of the file of enrollments. */
export function readEnrollment(line: TableLine, reading: Reading): ReadLine<EnrollmentRecord> {
  const cells = new Cells('ENROLLMENTS', line, reading)
  const childKey = cells.read('childNumber', identifier, true) ?? ''
  const name = cells.read('activity', identifier, true)
  const activityId = name === null ? undefined : reading.activities.get(fold(name))
  if (name !== null && activityId === undefined)
    cells.add(
      'activity',
      'UNKNOWN_ACTIVITY',
      `Activité inconnue : ${quoted(name)}. Créez-la d’abord dans Activités, ou faites-la correspondre à une activité du portail.`,
    )
  const startsOn = cells.read('startsOn', parseDate, true)
  const endsOn = cells.read('endsOn', parseDate, true)
  if (startsOn && endsOn && endsOn < startsOn)
    cells.add(
      'endsOn',
      'PERIOD',
      `La fin (${cells.text('endsOn')}) vient avant le début (${cells.text('startsOn')}).`,
    )
  const weekdays = cells.has('weekdays') ? cells.read('weekdays', parseWeekdays, true) : readDayColumns(cells)
  const isOccasional = cells.has('isOccasional')
    ? (cells.read('isOccasional', PARSERS.isOccasional) ?? 'false')
    : undefined
  return {
    line: line.line,
    raw: line.raw,
    key: [childKey, activityId, startsOn].join('|'),
    label: [childKey, name].filter(Boolean).join(' · '),
    record: {
      childKey,
      activityId: activityId ?? 0,
      startsOn: (startsOn ?? '') as Day,
      endsOn: (endsOn ?? '') as Day,
      weekdays: weekdays ?? '',
      isOccasional,
    },
    problems: cells.problems,
  }
}

function readDayColumns(cells: Cells): string | null {
  const days = WEEKDAY_COLUMNS.map((key, n) => {
    const answer = isYes(cells.text(key))
    if (answer === null) cells.add(key, 'WEEKDAYS', `${quoted(cells.text(key))} : oui ou non attendu.`)
    return answer ? n + 1 : null
  }).filter((day) => day !== null)
  if (days.length === 0 && cells.problems.length === 0)
    cells.add(
      WEEKDAY_COLUMNS.find((key) => cells.has(key))!,
      'REQUIRED',
      'Aucun jour de la semaine n’est coché.',
    )
  return days.length > 0 ? days.join(',') : null
}
