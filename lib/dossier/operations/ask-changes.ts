import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import { recordEvents, type AuditEntry } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { queueMails } from '@/lib/core/mail'
import { familyIdsOf } from '@/lib/core/scope'
import { unitsOf, type Section, type Unit, type Values } from '../fields'
import { CHANGE_MESSAGES, inSentence } from '../messages'
import { lockOwnTarget } from '../places'
import { writePlaces } from '../place-writes'
import { amendedAt, planChanges, standingValues, type AskPlan } from '../rules'
import type { SectionInput, Target } from '../schema'
import { changeSeat, seal, unseal } from '../secrets'
import { findSection } from '../sections'
import { readDossier } from '../settings'
import { sharedChangeMails } from '../shared-changes'
import { refuseBeforeBirth } from '../vaccines'
import { standingNow } from '../values'

/** How many changes now wait, took effect at once, or wait no longer. */
export type AskOutcome = { sent: number; settled: number; withdrawn: number }

/**
 * Asks the collectivité for the changes of a section, or of an item of a list: one per unit that differs from
 * what the form showed. A unit that already waits is amended, or withdrawn when the value in force is asked for again.
 * @throws NotFound when the person, the section or the item is not the parent's; Refusal MOVED or ELSEWHERE when the
 * value shown is no longer the one that stands, NOTHING when nothing differs, BEFORE_BIRTH. Then nothing is written.
 */
export async function askChanges(
  parent: Parent,
  input: SectionInput & { target: Target; section: string },
  at: Date,
): Promise<AskOutcome> {
  return db.$transaction(async (tx) => ask(tx, await openSection(tx, parent, input), input, at))
}

/**
 * Asks the collectivité to remove an item of a list; an addition that still waits is withdrawn.
 * @throws as `askChanges`
 */
export async function askRemoval(
  parent: Parent,
  input: { target: Target; section: string },
  at: Date,
): Promise<AskOutcome> {
  return db.$transaction(async (tx) => {
    const opened = await openSection(tx, parent, input)
    const shown = standingValues(opened.section, opened.values, opened.waiting)
    const asked = Object.fromEntries(opened.section.fields.map(({ name }) => [name, null]))
    return ask(tx, opened, { shown, asked }, at)
  })
}

type Waiting = { id: string; unit: string; after: Values; ours: boolean; askedAt: Date }

/** A section of a parent's own target, locked: what is in force, and what waits. */
type Opened = {
  parent: Parent
  target: Target
  section: Section
  familyId: string
  values: Values
  waiting: Waiting[]
  birthDate: string | null
}

async function openSection(
  tx: Tx,
  parent: Parent,
  { target, section: sectionId }: { target: Target; section: string },
): Promise<Opened> {
  const section = findSection(await readDossier(tx), target.kind, sectionId)
  if (!section || Boolean(section.list) !== Boolean(target.item)) throw new NotFound()
  const person = await lockOwnTarget(tx, parent, target, section)
  if (!person) throw new NotFound()
  const { familyId, values, declaredBy, birthDate } = person
  if (section.list?.privateFields && declaredBy && !familyIdsOf(parent).includes(declaredBy))
    throw new NotFound()
  return {
    parent,
    target,
    section,
    familyId,
    values,
    waiting: await waitingChanges(tx, parent, target, section),
    birthDate,
  }
}

async function ask(tx: Tx, opened: Opened, { shown, asked }: SectionInput, at: Date): Promise<AskOutcome> {
  const { parent, target, section, familyId, values, waiting, birthDate } = opened
  const plan = planChanges(section, values, waiting, shown, asked)
  refuseImpossible(plan, standingValues(section, values, waiting))
  for (const { after } of [...plan.ask, ...plan.amend, ...plan.settle])
    refuseBeforeBirth(section, after, birthDate)
  const events = [
    ...(await insertChanges(tx, opened, plan, at)),
    ...(await amendChanges(tx, plan, waiting, parent, at)),
    ...(await withdrawChanges(tx, plan)),
  ]
  const place = { ...target, section }
  await writePlaces(
    tx,
    plan.settle.map(({ after }) => ({ place, familyId, values: after })),
    at,
  )
  await recordEvents(
    tx,
    parent,
    at,
    events.map((event) => ({ ...event, familyId, ...targetIds(target) })),
  )
  const childId = target.kind === 'child' ? target.id : null
  const settled = events
    .filter(({ action }) => action === 'change.settle')
    .map(({ subject }) => ({ id: subject!, familyId, childId, section }))
  await queueMails(tx, await sharedChangeMails(tx, settled), at)
  return {
    sent: plan.ask.length + plan.amend.length,
    settled: plan.settle.length,
    withdrawn: plan.withdraw.length,
  }
}

const targetIds = ({ kind, id }: Target) =>
  kind === 'guardian' ? { guardianId: id } : kind === 'child' ? { childId: id } : {}

async function waitingChanges(tx: Tx, parent: Parent, target: Target, section: Section): Promise<Waiting[]> {
  const { kind, id } = target
  const owner = kind === 'family' ? { familyId: id, guardianId: null, childId: null } : targetIds(target)
  const changes = await tx.pendingChange.findMany({
    where: { ...owner, section: section.id, itemId: target.item ?? null, state: 'PENDING' },
    select: { id: true, unit: true, after: true, familyId: true, askedAt: true },
  })
  const own = familyIdsOf(parent)
  return changes.map(({ familyId, after, ...change }) => {
    const fields = unitsOf(section).find((unit) => unit.id === change.unit)?.fields ?? []
    return {
      ...change,
      after: unseal(fields, after as Values, changeSeat(change.id, 'after')),
      ours: own.includes(familyId),
    }
  })
}

function refuseImpossible({ moved, elsewhere, ...plan }: AskPlan, standing: Values): void {
  const labels = (units: Unit[]) => units.map(({ label }) => inSentence(label)).join(', ')
  const fields = (units: Unit[], message: string) =>
    Object.fromEntries(units.map((unit) => [unit.fields[0]!.name, message]))
  if (elsewhere.length > 0) {
    const message = CHANGE_MESSAGES.askedElsewhere(labels(elsewhere))
    throw new Refusal('ELSEWHERE', message, fields(elsewhere, message))
  }
  if (moved.length > 0) {
    const message = CHANGE_MESSAGES.movedMeanwhile(labels(moved))
    throw new Refusal('MOVED', message, standingNow(moved, standing))
  }
  if (Object.values(plan).every((changes) => changes.length === 0))
    throw new Refusal('NOTHING', CHANGE_MESSAGES.nothingAsked)
}

/** A side of a change as it is kept, its secrets encrypted for it. */
const sealedSide = (id: string, side: 'before' | 'after', unit: Unit, values: Values) =>
  seal(unit.fields, values, changeSeat(id, side))

async function insertChanges(
  tx: Tx,
  { parent, section, target, familyId }: Opened,
  plan: AskPlan,
  at: Date,
): Promise<AuditEntry[]> {
  const rows = [...plan.ask, ...plan.settle].map((asked) => {
    const id = randomUUID()
    return {
      id,
      familyId,
      ...targetIds(target),
      itemId: target.item,
      section: section.id,
      unit: asked.unit.id,
      before: sealedSide(id, 'before', asked.unit, asked.before),
      after: sealedSide(id, 'after', asked.unit, asked.after),
      askedAt: at,
      authorId: parent.accountId,
      ...(asked.unit.mode === 'FREE' && { state: 'ACCEPTED' as const, decidedAt: at }),
    }
  }) satisfies Prisma.PendingChangeCreateManyInput[]
  if (rows.length > 0) await tx.pendingChange.createMany({ data: rows })
  return rows.map((row) => ({
    action: 'decidedAt' in row ? 'change.settle' : 'change.ask',
    subject: row.id,
    fields: Object.keys(row.after),
  }))
}

async function amendChanges(
  tx: Tx,
  { amend }: AskPlan,
  waiting: { id: string; askedAt: Date }[],
  parent: Parent,
  at: Date,
): Promise<AuditEntry[]> {
  if (amend.length === 0) return []
  const rows = amend.map(({ id, unit, after }) => {
    const amended = waiting.find((change) => change.id === id)!
    return {
      id,
      after: sealedSide(id, 'after', unit, after),
      askedAt: amendedAt(amended, at).toISOString(),
    }
  })
  const count = await tx.$executeRaw`
    UPDATE "PendingChange" c
    SET after = r.after, "askedAt" = r."askedAt", "authorId" = ${parent.accountId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(id uuid, after jsonb, "askedAt" timestamptz)
    WHERE c.id = r.id AND c.state = 'PENDING'`
  refuseWhenGone(count, amend.length)
  return amend.map(({ id, after }) => ({ action: 'change.amend', subject: id, fields: Object.keys(after) }))
}

async function withdrawChanges(tx: Tx, { withdraw }: AskPlan): Promise<AuditEntry[]> {
  if (withdraw.length === 0) return []
  const { count } = await tx.pendingChange.updateMany({
    where: { id: { in: withdraw.map(({ id }) => id) }, state: 'PENDING' },
    data: { state: 'WITHDRAWN' },
  })
  refuseWhenGone(count, withdraw.length)
  return withdraw.map(({ id, unit }) => ({
    action: 'change.withdraw',
    subject: id,
    fields: unit.fields.map(({ name }) => name),
  }))
}

function refuseWhenGone(written: number, expected: number): void {
  if (written !== expected) throw new Refusal('GONE', CHANGE_MESSAGES.noLongerWaits)
}
