import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { AgentActor } from '@/lib/core/actor'
import { day, dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { likePattern } from '@/lib/core/like-pattern'
import { requirePermission, roleCan } from '@/lib/core/permissions'
import type { QueueFilter } from '../decision-schema'
import type { TargetKind, Values } from '../fields'
import { CHANGE_MESSAGES, dietEffect, inSentence } from '../messages'
import { tableOf, targetColumn, valuesOfRow } from '../rows'
import { standingOf, waitingSince, type ChangeState } from '../rules'
import type { Target } from '../schema'
import { ALL_SECTIONS, unitOf } from '../sections'
import { displayUnit, firstNameOf, personName } from '../values'

/** How many people the queue shows on a page. */
const PAGE_SIZE = 30

/** A person whose changes wait: one entry of the queue. */
export type QueueEntry = {
  target: Target
  familyName: string
  personName: string
  /** « régime alimentaire, adresse ». */
  labels: string[]
  since: string
  late: boolean
  /** The changes and their versions, for a decision on all of them. */
  changes: { id: string; version: number }[]
}

export type Queue = { entries: QueueEntry[]; people: number; pages: number }

type QueueRow = {
  kind: TargetKind
  id: string
  familyName: string
  personName: string
  oldest: Date
  people: number
  changes: { id: string; unit: string; version: number }[]
}

/** The sections whose changes an agent may read and decide. @throws NotFound when they may decide none. */
function decidedSections(agent: AgentActor): string[] {
  requirePermission(agent, 'change.decide')
  return ALL_SECTIONS.filter(({ agents }) => roleCan(agent.role, agents)).map(({ id }) => id)
}

/** What waits for a decision, a person an entry, those who wait longest first. */
export async function changeQueue(agent: AgentActor, filter: QueueFilter, now: Date): Promise<Queue> {
  const sections = decidedSections(agent).filter((id) => !filter.section || id === filter.section)
  const family = filter.family?.trim()
  const page = Math.max(1, filter.page ?? 1)
  const named = family
    ? Prisma.sql`AND espace_normalise(f.name) LIKE '%' || espace_normalise(${likePattern(family)}) || '%'`
    : Prisma.empty
  const rows = await db.$queryRaw<QueueRow[]>`
    SELECT CASE WHEN q."guardianId" IS NULL THEN 'child' ELSE 'guardian' END AS kind,
      COALESCE(q."guardianId", q."childId") AS id, q."familyName", q.oldest, q.changes, count(*) OVER ()::int AS people,
      COALESCE(split_part(g."firstNames", ' ', 1) || ' ' || g."lastName", split_part(ch."firstNames", ' ', 1)) AS "personName"
    FROM (
      SELECT c."guardianId", c."childId", min(c."askedAt") AS oldest, (array_agg(f.name ORDER BY c."askedAt"))[1] AS "familyName",
        json_agg(json_build_object('id', c.id, 'unit', c.unit, 'version', ${VERSION}) ORDER BY c."askedAt", c.id) AS changes
      FROM "PendingChange" c JOIN "Family" f ON f.id = c."familyId"
      WHERE c.state = 'PENDING' AND c.section = ANY(${sections}) ${named}
      GROUP BY c."guardianId", c."childId") q
    LEFT JOIN "Guardian" g ON g.id = q."guardianId" LEFT JOIN "Child" ch ON ch.id = q."childId"
    ORDER BY q.oldest, id LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`
  const people = rows[0]?.people ?? 0
  return { entries: rows.map((row) => queueEntry(row, now)), people, pages: Math.ceil(people / PAGE_SIZE) }
}

/** SQL of a change's version: `versionOf` in the rules. */
const VERSION = Prisma.sql`round(extract(epoch FROM c."askedAt") * 1000)::bigint`

function queueEntry({ kind, id, changes, oldest, ...row }: QueueRow, now: Date): QueueEntry {
  const { words, late } = waitingSince(oldest, now)
  return {
    target: { kind, id },
    familyName: row.familyName,
    personName: row.personName,
    labels: changes.map(({ unit }) => unitOf(kind, unit).label),
    since: words,
    late,
    changes: changes.map((change) => ({ id: change.id, version: change.version })),
  }
}

/** One decision to take. `conflict`: the value in force moved since the family asked. */
export type WaitingDecision = {
  id: string
  label: string
  version: number
  current: string
  asked: string
  askedBy: string
  /** What it was when the family asked, and the values in force to confirm, as JSON. */
  conflict: { before: string; acknowledged: string } | null
  effect: string | null
}

export type DecisionScreen = {
  target: Target
  familyId: string
  familyName: string
  title: string
  firstName: string
  colour: number | null
  /** « Demandé par Sofia Delmas, vendredi 20 novembre à 21 h 42 ». */
  asked: string
  decisions: WaitingDecision[]
}

type PersonRow = {
  values: Values
  colour: number | null
  meals: { count: number; from: string | null }
  changes: {
    id: string
    unit: string
    before: Values
    after: Values
    askedAt: string
    version: number
    author: string | null
    familyId: string
    familyName: string
  }[]
}

/** The changes of a person that wait, each beside its value in force; null when none waits. */
export async function decisionScreen(
  agent: AgentActor,
  { kind, id }: Target,
  now: Date,
): Promise<DecisionScreen | null> {
  const sections = decidedSections(agent)
  if (!isIdentifier(id)) return null
  const child = kind === 'child'
  const [row] = await db.$queryRaw<PersonRow[]>`
    SELECT ${valuesOfRow(kind)} AS values, ${child ? Prisma.sql`t.colour` : Prisma.sql`NULL::int`} AS colour,
      (SELECT json_build_object('count', count(*), 'from', min(b.day)) FROM "Booking" b JOIN "Activity" a ON a.id = b."activityId"
        WHERE ${child ? Prisma.sql`b."childId" = t.id` : Prisma.sql`false`} AND a.icon = 'MEAL' AND b.state = 'BOOKED'
          AND b.day > ${dayInParis(now)}::date) AS meals,
      (SELECT json_agg(json_build_object('id', c.id, 'unit', c.unit, 'before', c.before, 'after', c.after,
          'askedAt', c."askedAt", 'version', ${VERSION}, 'author', a."firstName" || ' ' || a."lastName",
          'familyId', f.id, 'familyName', f.name) ORDER BY c."askedAt", c.id)
        FROM "PendingChange" c JOIN "Family" f ON f.id = c."familyId" LEFT JOIN "Account" a ON a.id = c."authorId"
        WHERE c.${targetColumn(kind)} = t.id AND c.state = 'PENDING' AND c.section = ANY(${sections})) AS changes
    FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid`
  const first = row?.changes?.[0]
  if (!row || !first) return null
  const place = child ? [row.values.grade, row.values.school].filter(Boolean).join(' ') : ''
  return {
    target: { kind, id },
    familyId: first.familyId,
    familyName: first.familyName,
    title: [personName(row.values), place].filter(Boolean).join(', '),
    firstName: firstNameOf(row.values),
    colour: row.colour,
    asked: `Demandé par ${first.author ?? 'un responsable'}, ${formatInstant(new Date(first.askedAt))}`,
    decisions: row.changes.map((change) => waitingDecision(kind, change, row)),
  }
}

function waitingDecision(
  kind: TargetKind,
  change: PersonRow['changes'][number],
  row: PersonRow,
): WaitingDecision {
  const unit = unitOf(kind, change.unit)
  const current = Object.fromEntries(unit.fields.map(({ name }) => [name, row.values[name] ?? null]))
  const inConflict = standingOf(unit, change, current) === 'CONFLICT'
  const { count, from } = row.meals
  return {
    id: change.id,
    label: unit.label,
    version: change.version,
    current: displayUnit(unit, current),
    asked: displayUnit(unit, change.after),
    askedBy: change.author ?? 'un responsable',
    conflict: inConflict
      ? { before: displayUnit(unit, change.before), acknowledged: JSON.stringify(current) }
      : null,
    effect:
      unit.id === 'diet' && from
        ? dietEffect(
            count,
            firstNameOf(row.values),
            displayUnit(unit, change.after),
            formatDay(day(from), 'weekday'),
          )
        : null,
  }
}

type StoppedRow = {
  kind: TargetKind
  unit: string
  state: ChangeState
  personName: string
  decider: string | null
  decidedAt: Date | null
}

/** Why changes that an agent meant to decide were not, one sentence each: by whom and when they were decided. */
export async function stoppedChanges(agent: AgentActor, ids: string[]): Promise<string[]> {
  const sections = decidedSections(agent)
  const rows = await db.$queryRaw<StoppedRow[]>`
    SELECT CASE WHEN c."guardianId" IS NULL THEN 'child' ELSE 'guardian' END AS kind, c.unit, c.state::text AS state, c."decidedAt",
      a."firstName" || ' ' || a."lastName" AS decider,
      COALESCE(split_part(g."firstNames", ' ', 1) || ' ' || g."lastName", split_part(ch."firstNames", ' ', 1)) AS "personName"
    FROM "PendingChange" c LEFT JOIN "Account" a ON a.id = c."deciderId"
    LEFT JOIN "Guardian" g ON g.id = c."guardianId" LEFT JOIN "Child" ch ON ch.id = c."childId"
    WHERE c.id = ANY(${ids.filter(isIdentifier)}::uuid[]) AND c.section = ANY(${sections}) ORDER BY c."askedAt", c.id`
  return rows.map(({ kind, unit, state, decider, decidedAt, ...row }) => {
    const subject = `${row.personName}, ${inSentence(unitOf(kind, unit).label)}`
    return `${subject} : ${stopText(state, decider ?? 'un agent', decidedAt)}`
  })
}

function stopText(state: ChangeState, decider: string, decidedAt: Date | null): string {
  if (state === 'WITHDRAWN') return CHANGE_MESSAGES.withdrawnMeanwhile
  if (!decidedAt) return CHANGE_MESSAGES.readAgain
  return CHANGE_MESSAGES.alreadyDecided(state === 'ACCEPTED', decider, formatInstant(decidedAt))
}
