import type {
  ChildRecord,
  EnrollmentRecord,
  FamilyRecord,
  LinkRecord,
  ProblemCode,
  ReadLine,
} from './records'

/** The lines of all files as read; a file that was not given is empty. */
export type ReadFiles = {
  FAMILIES: ReadLine<FamilyRecord>[]
  CHILDREN: ReadLine<ChildRecord>[]
  LINKS: ReadLine<LinkRecord>[]
  ENROLLMENTS: ReadLine<EnrollmentRecord>[]
}

/** What the portal already knows, among what the files name. */
export type Known = { families: ReadonlySet<string>; children: ReadonlySet<string> }

/**
 * Checks the lines against one another and against what the portal knows, and writes on each what is wrong
 * with it: doubled or contradictory lines, unknown families, children, what depends on a wrong line.
 * `hasSlots`: the file of families names several guardians on a line, so that a number comes once.
 */
export function checkFiles(files: ReadFiles, known: Known, hasSlots: boolean): void {
  for (const lines of Object.values(files)) findDoubled(lines)
  checkFamilies(files.FAMILIES, hasSlots)
  const families = referenceOf(files.FAMILIES, known.families)
  checkChildren(files.CHILDREN)
  checkFamilyOfChildren(files, families)
  const children = referenceOf(files.CHILDREN, known.children)
  for (const line of files.LINKS) {
    refer(line, line.record.familyNumber, families, FAMILY_REFERENCE)
    refer(line, line.record.childKey, children, CHILD_REFERENCE)
  }
  for (const line of files.ENROLLMENTS) refer(line, line.record.childKey, children, CHILD_REFERENCE)
  checkOverlaps(files.ENROLLMENTS)
}

/** Whether a line can be imported. */
export function isGood(line: ReadLine<unknown>): boolean {
  return line.problems.length === 0
}

function findDoubled(lines: ReadLine<unknown>[]): void {
  const first = new Map<string, number>()
  for (const line of lines) {
    const earlier = first.get(line.raw)
    if (earlier === undefined) first.set(line.raw, line.line)
    else
      line.problems = [
        { code: 'DOUBLED', column: null, message: `Cette ligne répète la ligne ${earlier}, à l’identique.` },
      ]
  }
}

const isDoubled = (line: ReadLine<unknown>) => line.problems.some(({ code }) => code === 'DOUBLED')

/** Lines with the same key, doubles left out. */
function byKey<T>(lines: ReadLine<T>[]): ReadLine<T>[][] {
  const groups = new Map<string, ReadLine<T>[]>()
  for (const line of lines) {
    if (!line.key || isDoubled(line)) continue
    const group = groups.get(line.key)
    if (group) group.push(line)
    else groups.set(line.key, [line])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/** Names every line of a group: which one is right, the file does not say. */
function contradict(
  group: ReadLine<unknown>[],
  code: ProblemCode,
  message: (others: string) => string,
): void {
  for (const line of group) {
    const others = group.filter((other) => other !== line).map((other) => other.line)
    const list = others.slice(0, 5).join(', ') + (others.length > 5 ? '…' : '')
    line.problems.push({
      code,
      column: null,
      message: message(`${others.length > 1 ? 'aux lignes' : 'à la ligne'} ${list}`),
    })
  }
}

function checkFamilies(lines: ReadLine<FamilyRecord>[], hasSlots: boolean): void {
  for (const group of byKey(lines)) {
    const texts = group.map(({ record }) => JSON.stringify(record))
    if (texts.every((text) => text === texts[0])) continue
    const families = new Set(group.map(({ record }) => JSON.stringify(record.values)))
    const guardians = new Map<string, string>()
    const isSplit = group
      .flatMap(({ record }) => record.guardians)
      .some(({ identity, values }) => {
        const text = JSON.stringify(values)
        const before = guardians.get(identity)
        guardians.set(identity, text)
        return before !== undefined && before !== text
      })
    if (hasSlots || families.size > 1 || isSplit)
      contradict(
        group,
        'CONTRADICTORY',
        (others) => `La famille ${group[0]!.key} figure aussi ${others}, avec d’autres valeurs.`,
      )
  }
}

function checkChildren(lines: ReadLine<ChildRecord>[]): void {
  for (const group of byKey(lines)) {
    const values = new Set(group.map(({ record }) => JSON.stringify(record.values)))
    if (values.size > 1)
      contradict(
        group,
        'CONTRADICTORY',
        (others) => `L’enfant ${group[0]!.key} figure aussi ${others}, avec d’autres valeurs.`,
      )
  }
}

/** Where a key stands: the lines that hold it, and whether the portal knows it. */
type Reference = (key: string) => 'GOOD' | 'UNKNOWN' | { wrongLine: number }

function referenceOf(lines: ReadLine<unknown>[], known: ReadonlySet<string>): Reference {
  const good = new Set<string>(known)
  const wrong = new Map<string, number>()
  for (const line of lines) {
    if (isGood(line)) good.add(line.key)
    else if (!wrong.has(line.key)) wrong.set(line.key, line.line)
  }
  return (key) => {
    if (good.has(key)) return 'GOOD'
    const wrongLine = wrong.get(key)
    return wrongLine === undefined ? 'UNKNOWN' : { wrongLine }
  }
}

type ReferenceTexts = { unknown: ProblemCode; aside: ProblemCode; the: string; file: string; without: string }
const FAMILY_REFERENCE: ReferenceTexts = {
  unknown: 'UNKNOWN_FAMILY',
  aside: 'FAMILY_ASIDE',
  the: 'La famille',
  file: 'des familles',
  without: 'sans elle',
}
const CHILD_REFERENCE: ReferenceTexts = {
  unknown: 'UNKNOWN_CHILD',
  aside: 'CHILD_ASIDE',
  the: 'L’enfant',
  file: 'des enfants',
  without: 'sans lui',
}

/** A line that names a record which is not there, or whose own line is wrong, is wrong too. */
function refer(line: ReadLine<unknown>, key: string, reference: Reference, texts: ReferenceTexts): void {
  if (isDoubled(line) || !key) return
  const state = reference(key)
  if (state === 'GOOD') return
  const { the, file, without } = texts
  const problem =
    state === 'UNKNOWN'
      ? {
          code: texts.unknown,
          message: `${the} ${key} n’est ni dans le fichier ${file}, ni dans le portail.`,
        }
      : {
          code: texts.aside,
          message: `${the} ${key} est à écarter (ligne ${state.wrongLine} du fichier ${file}) : cette ligne ne peut pas être importée ${without}.`,
        }
  line.problems.push({ ...problem, column: null })
}

function checkFamilyOfChildren(files: ReadFiles, families: Reference): void {
  const linked = new Set(files.LINKS.filter(isGood).map(({ record }) => record.childKey))
  for (const line of files.CHILDREN) {
    const { familyNumber } = line.record
    if (familyNumber) refer(line, familyNumber, families, FAMILY_REFERENCE)
    else if (isGood(line) && !linked.has(line.key))
      line.problems.push({
        code: 'UNKNOWN_FAMILY',
        column: null,
        message: 'Aucun lien ne rattache cet enfant à une famille.',
      })
  }
}

/** Two periods of a child in one activity may not overlap: the portal would not know which days hold. */
function checkOverlaps(lines: ReadLine<EnrollmentRecord>[]): void {
  const groups = new Map<string, ReadLine<EnrollmentRecord>[]>()
  for (const line of lines) {
    if (!isGood(line)) continue
    const key = `${line.record.childKey}|${line.record.activityId}`
    const group = groups.get(key)
    if (group) group.push(line)
    else groups.set(key, [line])
  }
  for (const group of groups.values()) {
    const isRepeated = ({ record }: ReadLine<EnrollmentRecord>, n: number) =>
      group.slice(0, n).some((other) => JSON.stringify(other.record) === JSON.stringify(record))
    const distinct = group.filter((line, n) => !isRepeated(line, n))
    const clashing = distinct.filter((line) =>
      distinct.some((other) => other !== line && overlap(line.record, other.record)),
    )
    if (clashing.length > 1)
      contradict(
        clashing,
        'OVERLAP',
        (others) => `Même enfant et même activité qu’${others}, et les périodes se chevauchent.`,
      )
  }
}

/** Whether two periods share a day. */
export function overlap(
  a: { startsOn: string; endsOn: string },
  b: { startsOn: string; endsOn: string },
): boolean {
  return a.startsOn <= b.endsOn && b.startsOn <= a.endsOn
}
