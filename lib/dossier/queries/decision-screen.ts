import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { day, dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { decidedSections, VERSION } from '../decision-scope'
import { isAbsent, isConfidential, type Section, type Unit, type Values } from '../fields'
import { CHANGE_MESSAGES, dietEffect } from '../messages'
import {
  isAboutRow,
  itemsOfLists,
  sealedRow,
  tableOf,
  unsealItem,
  unsealRow,
  type SealedChange,
  type SealedItem,
} from '../rows'
import { standingOf } from '../rules'
import type { Target } from '../schema'
import { changeSeat, unseal, type SealedValues } from '../secrets'
import { findSection, unitOf, type Dossier } from '../sections'
import { displayUnit, firstNameOf, personName } from '../values'

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
  changes: (SealedChange & {
    version: number
    author: string | null
    familyId: string
    familyName: string
  })[]
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
