import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { AgentActor } from '@/lib/core/actor'
import { day, dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { likePattern } from '@/lib/core/like-pattern'
import { requirePermission, roleCan } from '@/lib/core/permissions'
import type { QueueFilter } from '../decision-schema'
import {
  isAbsent,
  isConfidential,
  isHarmless,
  type Section,
  type TargetKind,
  type Unit,
  type Values,
} from '../fields'
import { CHANGE_MESSAGES, dietEffect, inSentence } from '../messages'
import { isAboutRow, itemsOfLists, sealedRow, tableOf, unsealItem, unsealRow, type SealedItem } from '../rows'
import { standingOf, waitingSince, type ChangeState } from '../rules'
import type { Target } from '../schema'
import { changeSeat, unseal, type SealedValues } from '../secrets'
import { findSection, unitOf, type Dossier } from '../sections'
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
  /** Whether all that is asked is harmless; else it is to be read, and no batch takes it. */
  isHarmless: boolean
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
function decidedSections({ sections }: Dossier, agent: AgentActor): string[] {
  requirePermission(agent, 'dossier.decide')
  return sections.filter(({ agents }) => roleCan(agent.role, agents.decide)).map(({ id }) => id)
}

/** What waits for a decision, a person an entry, those who wait longest first. */
export async function changeQueue(
  agent: AgentActor,
  dossier: Dossier,
  filter: QueueFilter,
  now: Date,
): Promise<Queue> {
  const sections = decidedSections(dossier, agent).filter((id) => !filter.section || id === filter.section)
  const family = filter.family?.trim()
  const page = Math.max(1, filter.page ?? 1)
  const named = family
    ? Prisma.sql`AND espace_normalise(f.name) LIKE '%' || espace_normalise(${likePattern(family)}) || '%'`
    : Prisma.empty
  const rows = await db.$queryRaw<QueueRow[]>`
    SELECT ${KIND_OF(Prisma.raw('q'))} AS kind, COALESCE(q."guardianId", q."childId", q."familyId") AS id, q."familyName", q.oldest, q.changes, count(*) OVER ()::int AS people,
      COALESCE(split_part(g."firstNames", ' ', 1) || ' ' || g."lastName", split_part(ch."firstNames", ' ', 1), 'Famille') AS "personName"
    FROM (
      SELECT c."guardianId", c."childId", CASE WHEN c."childId" IS NULL THEN c."familyId" END AS "familyId", min(c."askedAt") AS oldest, (array_agg(f.name ORDER BY c."askedAt"))[1] AS "familyName",
        json_agg(json_build_object('id', c.id, 'unit', c.unit, 'version', ${VERSION}) ORDER BY c."askedAt", c.id) AS changes
      FROM "PendingChange" c JOIN "Family" f ON f.id = c."familyId"
      WHERE c.state = 'PENDING' AND c.section = ANY(${sections}) ${named}
      GROUP BY c."guardianId", c."childId", 3) q
    LEFT JOIN "Guardian" g ON g.id = q."guardianId" LEFT JOIN "Child" ch ON ch.id = q."childId"
    ORDER BY q.oldest, id LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`
  const people = rows[0]?.people ?? 0
  return {
    entries: rows.map((row) => queueEntry(dossier, row, now)),
    people,
    pages: Math.ceil(people / PAGE_SIZE),
  }
}

/** SQL of the kind of target of a row that has `guardianId` and `childId`. */
const KIND_OF = (row: Prisma.Sql) =>
  Prisma.sql`CASE WHEN ${row}."guardianId" IS NOT NULL THEN 'guardian' WHEN ${row}."childId" IS NOT NULL THEN 'child' ELSE 'family' END`

/** SQL of a change's version: `versionOf` in the rules. */
const VERSION = Prisma.sql`round(extract(epoch FROM c."askedAt") * 1000)::bigint`

function queueEntry(
  dossier: Dossier,
  { kind, id, changes, oldest, ...row }: QueueRow,
  now: Date,
): QueueEntry {
  const { words, late } = waitingSince(oldest, now)
  const units = changes.map(({ unit }) => unitOf(dossier, kind, unit))
  return {
    target: { kind, id },
    familyName: row.familyName,
    personName: row.personName,
    labels: [...new Set(units.map(({ label }) => label))],
    isHarmless: units.every(isHarmless),
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
  sealed: SealedValues
  items: Record<string, SealedItem[]>
  colour: number | null
  meals: { count: number; from: string | null }
  changes: {
    id: string
    section: string
    unit: string
    itemId: string | null
    before: SealedValues
    after: SealedValues
    askedAt: string
    version: number
    author: string | null
    familyId: string
    familyName: string
  }[]
}

/**
 * The changes of a person that wait, each beside its value in force; null when none waits. Showing what is
 * confidential is written in the journal.
 */
export async function decisionScreen(
  agent: AgentActor,
  dossier: Dossier,
  { kind, id }: Target,
  now: Date,
): Promise<DecisionScreen | null> {
  const sections = decidedSections(dossier, agent)
  if (!isIdentifier(id)) return null
  const child = kind === 'child'
  const lists = dossier.sections.filter((section) => child && section.list && sections.includes(section.id))
  const [row] = await db.$queryRaw<PersonRow[]>`
    SELECT ${sealedRow(kind)} AS sealed, ${child ? Prisma.sql`t.colour` : Prisma.sql`NULL::int`} AS colour,
      ${itemsOfLists(lists)} AS items,
      (SELECT json_build_object('count', count(*), 'from', min(b.day)) FROM "Booking" b JOIN "Activity" a ON a.id = b."activityId"
        WHERE ${child ? Prisma.sql`b."childId" = t.id` : Prisma.sql`false`} AND a.icon = 'MEAL' AND b.state = 'BOOKED'
          AND b.day > ${dayInParis(now)}::date) AS meals,
      (SELECT json_agg(json_build_object('id', c.id, 'section', c.section, 'unit', c.unit, 'itemId', c."itemId",
          'before', c.before, 'after', c.after, 'askedAt', c."askedAt", 'version', ${VERSION},
          'author', a."firstName" || ' ' || a."lastName", 'familyId', f.id, 'familyName', f.name) ORDER BY c."askedAt", c.id)
        FROM "PendingChange" c JOIN "Family" f ON f.id = c."familyId" LEFT JOIN "Account" a ON a.id = c."authorId"
        WHERE ${isAboutRow(kind)} AND c.state = 'PENDING' AND c.section = ANY(${sections})) AS changes
    FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid`
  const first = row?.changes?.[0]
  if (!row || !first) return null
  const read = dossier.sections.filter((section) =>
    row.changes.some((change) => change.section === section.id),
  )
  await recordDecisionReading(agent, { kind, id }, first.familyId, read, now)
  const values = unsealRow(
    kind,
    id,
    row.sealed,
    read.filter((section) => !section.list && section.target === kind),
  )
  const place = child ? [values.grade, values.school].filter(Boolean).join(' ') : ''
  return {
    target: { kind, id },
    familyId: first.familyId,
    familyName: first.familyName,
    title:
      kind === 'family'
        ? `Famille ${first.familyName}`
        : [personName(values), place].filter(Boolean).join(', '),
    firstName: kind === 'family' ? first.familyName : firstNameOf(values),
    colour: row.colour,
    asked: `Demandé par ${first.author ?? 'un responsable'}, ${formatInstant(new Date(first.askedAt))}`,
    decisions: row.changes.map((change) => waitingDecision(dossier, { kind, id }, change, row, values)),
  }
}

async function recordDecisionReading(
  agent: AgentActor,
  { kind, id }: Target,
  familyId: string,
  read: readonly Section[],
  now: Date,
): Promise<void> {
  const fields = read.filter(isConfidential).flatMap((section) => section.fields.map(({ name }) => name))
  if (fields.length === 0) return
  const ids = kind === 'child' ? { childId: id } : {}
  await recordEvent(db, agent, now, { action: 'dossier.read', familyId, ...ids, fields })
}

function waitingDecision(
  dossier: Dossier,
  { kind, id }: Target,
  change: PersonRow['changes'][number],
  row: PersonRow,
  person: Values,
): WaitingDecision {
  const unit = unitOf(dossier, kind, change.unit)
  const side = (name: 'before' | 'after') => unseal(unit.fields, change[name], changeSeat(change.id, name))
  const [before, after] = [side('before'), side('after')]
  const item = row.items[change.section]?.find((one) => one.id === change.itemId)
  const held = item ? unsealItem(findSection(dossier, kind, change.section)!, id, item) : person
  const inForce = change.itemId && !item ? {} : held
  const current = Object.fromEntries(unit.fields.map(({ name }) => [name, inForce[name] ?? null]))
  const inConflict = standingOf(unit, { before, after }, current) === 'CONFLICT'
  const text = (values: Values, absent: string) => decidedText(unit, values, change.itemId ? absent : null)
  const { count, from } = row.meals
  return {
    id: change.id,
    label: unit.label,
    version: change.version,
    current: text(current, CHANGE_MESSAGES.added),
    asked: text(after, CHANGE_MESSAGES.removed),
    askedBy: change.author ?? 'un responsable',
    conflict: inConflict
      ? { before: text(before, CHANGE_MESSAGES.added), acknowledged: JSON.stringify(current) }
      : null,
    effect:
      unit.id === 'diet' && from
        ? dietEffect(count, firstNameOf(person), displayUnit(unit, after), formatDay(day(from), 'weekday'))
        : null,
  }
}

/** `absent`: the word of an item that does not exist. An agent compares a whole IBAN with the RIB. */
function decidedText(unit: Unit, values: Values, absent: string | null): string {
  return absent && isAbsent(values) ? absent : displayUnit(unit, values, 'WHOLE')
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
export async function stoppedChanges(agent: AgentActor, dossier: Dossier, ids: string[]): Promise<string[]> {
  const sections = decidedSections(dossier, agent)
  const rows = await db.$queryRaw<StoppedRow[]>`
    SELECT ${KIND_OF(Prisma.raw('c'))} AS kind, c.unit, c.state::text AS state, c."decidedAt",
      a."firstName" || ' ' || a."lastName" AS decider,
       COALESCE(split_part(g."firstNames", ' ', 1) || ' ' || g."lastName", split_part(ch."firstNames", ' ', 1), 'Famille ' || f.name) AS "personName"
    FROM "PendingChange" c JOIN "Family" f ON f.id = c."familyId" LEFT JOIN "Account" a ON a.id = c."deciderId"
    LEFT JOIN "Guardian" g ON g.id = c."guardianId" LEFT JOIN "Child" ch ON ch.id = c."childId"
    WHERE c.id = ANY(${ids.filter(isIdentifier)}::uuid[]) AND c.section = ANY(${sections}) ORDER BY c."askedAt", c.id`
  return rows.map(({ kind, unit, state, decider, decidedAt, ...row }) => {
    const subject = `${row.personName}, ${inSentence(unitOf(dossier, kind, unit).label)}`
    return `${subject} : ${stopText(state, decider ?? 'un agent', decidedAt)}`
  })
}

function stopText(state: ChangeState, decider: string, decidedAt: Date | null): string {
  if (state === 'WITHDRAWN') return CHANGE_MESSAGES.withdrawnMeanwhile
  if (!decidedAt) return CHANGE_MESSAGES.readAgain
  return CHANGE_MESSAGES.alreadyDecided(state === 'ACCEPTED', decider, formatInstant(decidedAt))
}
