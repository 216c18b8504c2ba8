import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { formatInstant } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf } from '@/lib/core/scope'
import { isAbsent, unitsOf, type TargetKind, type Unit, type Values } from '../fields'
import { CHANGE_MESSAGES } from '../messages'
import { familyOfRow, isAboutRow, scopeOfRow, tableOf, type SealedChange } from '../rows'
import type { ChangeState } from '../rules'
import type { Target } from '../schema'
import { changeSeat, unseal } from '../secrets'
import { findSection, sectionsOf, unitOf, type Dossier } from '../sections'
import { displayUnit } from '../values'
import { authorName } from './person-views'

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

type ChangeRow = SealedChange & {
  state: ChangeState
  decidedAt: string | null
  withdrawnAt: string | null
  reason: string | null
  authorId: string | null
  author: string | null
  ours: boolean
  /** Written at once, without a decision. */
  settled: boolean
}

type Row = {
  familyId: string
  changes: ChangeRow[]
  corrections: { id: string; at: string; fields: string[] }[]
}

/**
 * What happened to the dossier of a guardian or a child, the latest first; null when it is not the parent's.
 * Of a change asked by the child's other family, the reason of a refusal stays theirs.
 */
export async function personHistory(
  parent: Parent,
  dossier: Dossier,
  target: Target,
): Promise<HistoryEntry[] | null> {
  const own = await historyOf(parent, dossier, target)
  if (!own || target.kind !== 'guardian') return own?.entries ?? null
  // What the guardians of a family hold together is told on the screen of each.
  const family = await historyOf(parent, dossier, { kind: 'family', id: own.familyId })
  return latestFirst([...own.entries, ...(family?.entries ?? [])])
}

const latestFirst = (entries: HistoryEntry[]) =>
  entries.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, HISTORY_LENGTH)

async function historyOf(
  parent: Parent,
  dossier: Dossier,
  { kind, id }: Target,
): Promise<{ familyId: string; entries: HistoryEntry[] } | null> {
  if (!isIdentifier(id)) return null
  const familyIds = familyIdsOf(parent)
  const events = Prisma.raw(
    kind === 'family'
      ? 'e."familyId" = t.id AND e."guardianId" IS NULL AND e."childId" IS NULL'
      : `e."${kind}Id" = t.id`,
  )
  const [row] = await db.$queryRaw<Row[]>`
    SELECT ${familyOfRow(kind, parent)} AS "familyId",
      (WITH latest AS (
          SELECT c.* FROM "PendingChange" c WHERE ${isAboutRow(kind)} ORDER BY c."askedAt" DESC, c.id LIMIT ${HISTORY_LENGTH}),
        withdrawn AS (
          SELECT e.subject, max(e.at) AS at FROM "AuditEvent" e WHERE e.action = 'change.withdraw'
            AND e."familyId" IN (SELECT c."familyId" FROM latest c) AND e.subject IN (SELECT c.id::text FROM latest c) GROUP BY e.subject)
        SELECT COALESCE(json_agg(json_build_object('id', c.id, 'section', c.section, 'unit', c.unit, 'itemId', c."itemId", 'before', c.before,
          'after', c.after, 'state', c.state, 'askedAt', c."askedAt", 'decidedAt', c."decidedAt", 'reason', c.reason, 'authorId', c."authorId",
          'author', a."firstName" || ' ' || a."lastName", 'ours', c."familyId" = ANY(${familyIds}::uuid[]),
          'settled', c."deciderId" IS NULL AND c."decidedAt" = c."askedAt", 'withdrawnAt', w.at) ORDER BY c."askedAt" DESC, c.id), '[]')
        FROM latest c LEFT JOIN "Account" a ON a.id = c."authorId" LEFT JOIN withdrawn w ON w.subject = c.id::text) AS changes,
      (SELECT COALESCE(json_agg(e), '[]') FROM (
        SELECT e.id::text AS id, e.at, e.fields FROM "AuditEvent" e
        WHERE e."familyId" = ANY(${familyIds}::uuid[]) AND ${events} AND cardinality(e.fields) > 0
          AND e.action NOT LIKE 'change.%' AND e.action NOT LIKE '%.read'
        ORDER BY e.at DESC, e.id DESC LIMIT ${HISTORY_LENGTH}) e) AS corrections
    FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid AND ${scopeOfRow(kind, parent)}`
  if (!row) return null
  const entries = [
    ...row.changes
      .filter((change) => unitOf(dossier, kind, change.unit).mode !== 'HIDDEN')
      .map((change) => changeEntry(dossier, kind, change, parent)),
    ...row.corrections.flatMap((event) => correctionEntry(dossier, kind, event)),
  ]
  return { familyId: row.familyId, entries: latestFirst(entries) }
}

function changeEntry(dossier: Dossier, kind: TargetKind, change: ChangeRow, parent: Parent): HistoryEntry {
  const hidden = change.ours ? [] : (findSection(dossier, kind, change.section)?.list?.privateFields ?? [])
  const whole = unitOf(dossier, kind, change.unit)
  const unit = { ...whole, fields: whole.fields.filter(({ name }) => !hidden.includes(name)) }
  const endedAt = change.decidedAt ?? change.withdrawnAt
  return {
    kind: 'CHANGE',
    id: change.id,
    at: new Date(endedAt ?? change.askedAt),
    label: unit.label,
    before: sideText(unit, change, 'before'),
    after: sideText(unit, change, 'after'),
    state: change.state,
    asked: `Demandé par ${authorName(change, parent)} le ${formatInstant(new Date(change.askedAt), 'long')}`,
    ended:
      endedAt &&
      `${change.settled ? 'Enregistré sans validation' : ENDED[change.state]} le ${formatInstant(new Date(endedAt), 'long')}`,
    reason: change.ours ? change.reason : null,
  }
}

function sideText(unit: Unit, change: ChangeRow, side: 'before' | 'after'): string {
  const values: Values = unseal(unit.fields, change[side], changeSeat(change.id, side))
  const isErased = unit.fields.length > 0 && Object.keys(values).length === 0
  if (isErased) return CHANGE_MESSAGES.erased
  if (!change.itemId || !isAbsent(values)) return displayUnit(unit, values)
  return side === 'before' ? CHANGE_MESSAGES.added : CHANGE_MESSAGES.removed
}

const ENDED = {
  PENDING: '',
  ACCEPTED: 'Accepté par la mairie',
  REFUSED: 'Refusé par la mairie',
  WITHDRAWN: 'Retiré',
} as const satisfies Record<ChangeState, string>

function correctionEntry(
  dossier: Dossier,
  kind: TargetKind,
  event: Row['corrections'][number],
): HistoryEntry[] {
  const labels = sectionsOf(dossier, kind)
    .flatMap(unitsOf)
    .filter((unit) => unit.mode !== 'HIDDEN' && unit.fields.some(({ name }) => event.fields.includes(name)))
    .map(({ label }) => label)
  const at = new Date(event.at)
  return labels.length > 0
    ? [{ kind: 'CORRECTION', id: event.id, at, labels, on: formatInstant(at, 'long') }]
    : []
}
