import type { FileKind } from './columns'
import type { ReadLine, LineProblem } from './records'

/** What an import does with a line; ABSENT names a record that the new file no longer holds. */
export const LINE_OUTCOMES = ['CREATED', 'CHANGED', 'UNCHANGED', 'WRONG', 'DOUBLED', 'ABSENT'] as const
export type LineOutcome = (typeof LINE_OUTCOMES)[number]

/** A line of the report. `keys`: the records it names. `fields`: what it writes, by column key. */
export type LineReport = {
  kind: FileKind
  line: number
  label: string
  keys: string[]
  outcome: LineOutcome
  problems: LineProblem[]
  fields: string[]
  conflicts: string[]
  differences: string[]
}

/** The report of a line: unchanged, without a word, but for what `said` says. */
export function lineReport(
  kind: FileKind,
  { line, label, key }: Pick<ReadLine<unknown>, 'line' | 'label' | 'key'>,
  said: Partial<LineReport> = {},
): LineReport {
  const nothing = { problems: [], fields: [], conflicts: [], differences: [] }
  return { kind, line, label, keys: [key], outcome: 'UNCHANGED', ...nothing, ...said }
}

/** The report of the lines that can't be imported. */
export function wrongLines(kind: FileKind, lines: ReadLine<unknown>[]): LineReport[] {
  return lines
    .filter(({ problems }) => problems.length > 0)
    .map((line) => {
      const isDoubled = line.problems.some(({ code }) => code === 'DOUBLED')
      return lineReport(kind, line, { outcome: isDoubled ? 'DOUBLED' : 'WRONG', problems: line.problems })
    })
}

/** Lines by outcome, for one kind of file. */
export type Counts = Record<LineOutcome, number>

/** What the screens say above the lines: counts by kind of file, and lines to set aside by reason. */
export type ImportSummary = {
  counts: Partial<Record<FileKind, Counts>>
  reasons: { code: string; kind: FileKind; lines: number }[]
  schools: string[]
  conflicts: number
  differences: number
}

/** Counts the lines of a report. */
export function summarise(lines: LineReport[], schools: string[]): ImportSummary {
  const summary: ImportSummary = { counts: {}, reasons: [], schools, conflicts: 0, differences: 0 }
  const reasons = new Map<string, ImportSummary['reasons'][number]>()
  for (const line of lines) {
    const counts = (summary.counts[line.kind] ??= {
      CREATED: 0,
      CHANGED: 0,
      UNCHANGED: 0,
      WRONG: 0,
      DOUBLED: 0,
      ABSENT: 0,
    })
    counts[line.outcome]++
    if (line.conflicts.length > 0) summary.conflicts++
    if (line.differences.length > 0) summary.differences++
    for (const code of new Set(line.problems.map((problem) => problem.code))) {
      const reason = reasons.get(`${line.kind} ${code}`) ?? { code, kind: line.kind, lines: 0 }
      reason.lines++
      reasons.set(`${line.kind} ${code}`, reason)
    }
  }
  summary.reasons = [...reasons.values()]
  return summary
}
