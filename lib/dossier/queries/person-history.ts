import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { formatInstant } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf } from '@/lib/core/scope'
import type { TargetKind, Values } from '../fields'
import { unitsOf } from '../fields'
import { scopeOfRow, tableOf, targetColumn } from '../rows'
import type { ChangeState } from '../rules'
import type { Target } from '../schema'
import { sectionsOf, unitOf } from '../sections'
import { displayUnit } from '../values'
import { authorName } from './person-dossier'

/** How many of the latest lines the history shows. */
const HISTORY_LENGTH = 100

/** A line of the history: a change that a family asked, or a correction by the collectivité itself. */
export type HistoryEntry = { id: string; at: Date } & (
  | {
      kind: 'CHANGE'
      label: string
      before: string
      after: string
      state: ChangeState
      /** « Demandé par vous le vendredi 20 novembre à 21 h 42 ». */
      asked: string
      /** « Accepté par la mairie le … »; null while it waits. */
      ended: string | null
      reason: string | null
    }
  | { kind: 'CORRECTION'; labels: string[]; on: string }
)

type ChangeRow = {
  id: string
  unit: string
  before: Values
  after: Values
  state: ChangeState
  askedAt: string
  decidedAt: string | null
  withdrawnAt: string | null
  reason: string | null
  authorId: string | null
  author: string | null
  ours: boolean
}

type Row = { changes: ChangeRow[]; corrections: { id: string; at: string; fields: string[] }[] }

/**
 * What happened to the dossier of a guardian or a child, the latest first; null when it is not the parent's.
 * Of a change asked by the child's other family, the reason of a refusal stays theirs.
 */
export async function personHistory(parent: Parent, { kind, id }: Target): Promise<HistoryEntry[] | null> {
  if (!isIdentifier(id)) return null
  const familyIds = familyIdsOf(parent)
  const target = targetColumn(kind)
  const [row] = await db.$queryRaw<Row[]>`
    SELECT
      (SELECT COALESCE(json_agg(c), '[]') FROM (
        SELECT c.id, c.unit, c.before, c.after, c.state, c."askedAt", c."decidedAt", c.reason, c."authorId",
          a."firstName" || ' ' || a."lastName" AS author, c."familyId" = ANY(${familyIds}::uuid[]) AS ours,
          (SELECT max(e.at) FROM "AuditEvent" e WHERE e."familyId" = c."familyId" AND e.subject = c.id::text
            AND e.action = 'change.withdraw') AS "withdrawnAt"
        FROM "PendingChange" c LEFT JOIN "Account" a ON a.id = c."authorId"
        WHERE c.${target} = t.id ORDER BY c."askedAt" DESC LIMIT ${HISTORY_LENGTH}) c) AS changes,
      (SELECT COALESCE(json_agg(e), '[]') FROM (
        SELECT e.id::text AS id, e.at, e.fields FROM "AuditEvent" e
        WHERE e."familyId" = ANY(${familyIds}::uuid[]) AND e.${target} = t.id AND cardinality(e.fields) > 0
          AND e.action NOT LIKE 'change.%' AND e.action NOT LIKE '%.read'
        ORDER BY e.at DESC LIMIT ${HISTORY_LENGTH}) e) AS corrections
    FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid AND ${scopeOfRow(kind, parent)}`
  if (!row) return null
  const entries = [
    ...row.changes.map((change) => changeEntry(kind, change, parent)),
    ...row.corrections.flatMap((event) => correctionEntry(kind, event)),
  ]
  return entries.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, HISTORY_LENGTH)
}

function changeEntry(kind: TargetKind, change: ChangeRow, parent: Parent): HistoryEntry {
  const unit = unitOf(kind, change.unit)
  const endedAt = change.decidedAt ?? change.withdrawnAt
  return {
    kind: 'CHANGE',
    id: change.id,
    at: new Date(endedAt ?? change.askedAt),
    label: unit.label,
    before: displayUnit(unit, change.before),
    after: displayUnit(unit, change.after),
    state: change.state,
    asked: `Demandé par ${authorName(change, parent)} le ${formatInstant(new Date(change.askedAt), 'long')}`,
    ended: endedAt && `${ENDED[change.state]} le ${formatInstant(new Date(endedAt), 'long')}`,
    reason: change.ours ? change.reason : null,
  }
}

const ENDED = {
  PENDING: '',
  ACCEPTED: 'Accepté par la mairie',
  REFUSED: 'Refusé par la mairie',
  WITHDRAWN: 'Retiré',
} as const satisfies Record<ChangeState, string>

function correctionEntry(kind: TargetKind, event: Row['corrections'][number]): HistoryEntry[] {
  const labels = sectionsOf(kind)
    .flatMap(unitsOf)
    .filter((unit) => unit.mode !== 'HIDDEN' && unit.fields.some(({ name }) => event.fields.includes(name)))
    .map(({ label }) => label)
  const at = new Date(event.at)
  return labels.length > 0
    ? [{ kind: 'CORRECTION', id: event.id, at, labels, on: formatInstant(at, 'long') }]
    : []
}
