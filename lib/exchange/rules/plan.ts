import type { ReadFiles } from './check'
import { FILE_KINDS, type FileKind } from './columns'
import type { Tools } from './compare'
import { emptyDraft, type Draft, type Plan } from './draft'
import { planChildren } from './plan-children'
import { planEnrollments } from './plan-enrollments'
import { planFamilies } from './plan-families'
import { lineReport, wrongLines } from './report'
import { childIdsByKey, familyIdsByKey, type PortalState } from './state'

/**
 * Compares checked files with the portal and lists what is to be written, and what each line does. Wrong
 * lines write nothing. Nothing is ever deleted: a record that is missing from the new file is only named.
 * `given`: the kinds of files that were handed in.
 */
export function planImport(
  files: ReadFiles,
  given: readonly FileKind[],
  state: PortalState,
  tools: Tools,
): Plan {
  const draft = emptyDraft(tools)
  draft.familyIds = familyIdsByKey(state)
  draft.childIds = childIdsByKey(state)
  planFamilies(draft, files.FAMILIES, state)
  planChildren(draft, files, state)
  planEnrollments(draft, files.ENROLLMENTS, state)
  for (const kind of FILE_KINDS) draft.lines.push(...wrongLines(kind, files[kind]))
  for (const kind of given) nameAbsent(draft, kind, files, state)
  draft.lines.sort((a, b) => FILE_KINDS.indexOf(a.kind) - FILE_KINDS.indexOf(b.kind) || a.line - b.line)
  return draft
}

/** Names the records that an import once read and that the new file holds no more. */
function nameAbsent(draft: Draft, kind: FileKind, files: ReadFiles, state: PortalState): void {
  const ownerOf = (key: string) => key.split('|')[0]!
  const present = new Set(draft.lines.flatMap((line) => (line.kind === kind ? line.keys : [])))
  for (const record of draft.forgotten) if (record.kind === kind) present.add(record.key)
  // A wrong line hides what it would have named.
  const unread = new Set(
    files[kind].filter((line) => line.problems.length > 0).map((line) => ownerOf(line.key)),
  )
  for (const key of state.remembered[kind].keys()) {
    const owner = ownerOf(key)
    // A family that is absent says it for its guardians too.
    const isGuardianOfAbsent = kind === 'FAMILIES' && key !== owner && !present.has(owner)
    if (present.has(key) || unread.has(owner) || isGuardianOfAbsent) continue
    const label = absentLabel(kind, key, state)
    draft.lines.push(lineReport(kind, { line: 0, label, key }, { outcome: 'ABSENT' }))
  }
}

function absentLabel(kind: FileKind, key: string, state: PortalState): string {
  const [owner, ...rest] = key.split('|')
  if (kind !== 'ENROLLMENTS') return [owner, ...rest].filter(Boolean).join(' · ')
  const [activityId, startsOn] = rest
  return [owner, state.activityNames.get(Number(activityId)), startsOn].filter(Boolean).join(' · ')
}
