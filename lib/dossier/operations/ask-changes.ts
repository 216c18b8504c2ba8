import 'server-only'
import type { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import { recordEvents, type AuditEntry } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { familyIdsOf } from '@/lib/core/scope'
import type { Section, Unit, Values } from '../fields'
import { CHANGE_MESSAGES, inSentence } from '../messages'
import { lockOwnTarget, writeTargets } from '../rows'
import { amendedAt, apply, planChanges, standingValues, type AskPlan } from '../rules'
import type { SectionInput, Target } from '../schema'
import { findSection } from '../sections'
import { displayUnit } from '../values'

/** How many changes now wait, took effect at once, or wait no longer. */
export type AskOutcome = { sent: number; settled: number; withdrawn: number }

/**
 * Asks the collectivité for the changes of a section: one per unit that differs from what the form showed.
 * A unit that already waits is amended, or withdrawn when the value in force is asked for again.
 * @throws NotFound when the person or the section is not the parent's; Refusal MOVED or ELSEWHERE when the
 * value shown is no longer the one that stands, NOTHING when nothing differs. Then nothing is written.
 */
export async function askChanges(
  parent: Parent,
  { target, section: sectionId, asked, shown }: SectionInput & { target: Target; section: string },
  at: Date,
): Promise<AskOutcome> {
  const section = findSection(target.kind, sectionId)
  if (!section) throw new NotFound()
  return db.$transaction(async (tx) => {
    const person = await lockOwnTarget(tx, parent, target)
    if (!person) throw new NotFound()
    const waiting = await waitingChanges(tx, parent, target)
    const plan = planChanges(section, person.values, waiting, shown, asked)
    refuseImpossible(plan, standingValues(section, person.values, waiting))
    const events = [
      ...(await insertChanges(tx, { plan, section, target, familyId: person.familyId, parent, at })),
      ...(await amendChanges(tx, plan, waiting, parent, at)),
      ...(await withdrawChanges(tx, plan)),
    ]
    const settled = Object.assign({}, ...plan.settle.map(({ after }) => after))
    if (plan.settle.length > 0)
      await writeTargets(tx, target.kind, new Map([[target.id, apply(person.values, settled)]]))
    const place = { familyId: person.familyId, ...targetIds(target) }
    await recordEvents(
      tx,
      parent,
      at,
      events.map((event) => ({ ...event, ...place })),
    )
    return {
      sent: plan.ask.length + plan.amend.length,
      settled: plan.settle.length,
      withdrawn: plan.withdraw.length,
    }
  })
}

const targetIds = ({ kind, id }: Target) => (kind === 'guardian' ? { guardianId: id } : { childId: id })

async function waitingChanges(tx: Tx, parent: Parent, target: Target) {
  const changes = await tx.pendingChange.findMany({
    where: { ...targetIds(target), state: 'PENDING' },
    select: { id: true, unit: true, after: true, familyId: true, askedAt: true },
  })
  const own = familyIdsOf(parent)
  return changes.map(({ familyId, after, ...change }) => ({
    ...change,
    after: after as Record<string, string | null>,
    ours: own.includes(familyId),
  }))
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
    const now = moved.map((unit) => [
      unit.fields[0]!.name,
      CHANGE_MESSAGES.standsNow(displayUnit(unit, standing)),
    ])
    throw new Refusal('MOVED', message, Object.fromEntries(now))
  }
  if (Object.values(plan).every((changes) => changes.length === 0))
    throw new Refusal('NOTHING', CHANGE_MESSAGES.nothingAsked)
}

type Insertion = {
  plan: AskPlan
  section: Section
  target: Target
  familyId: string
  parent: Parent
  at: Date
}

async function insertChanges(
  tx: Tx,
  { plan, section, target, familyId, parent, at }: Insertion,
): Promise<AuditEntry[]> {
  const rows = [...plan.ask, ...plan.settle].map(({ unit, before, after }) => ({
    familyId,
    ...targetIds(target),
    section: section.id,
    unit: unit.id,
    before,
    after,
    askedAt: at,
    authorId: parent.accountId,
    ...(unit.mode === 'FREE' && { state: 'ACCEPTED' as const, decidedAt: at }),
  })) satisfies Prisma.PendingChangeCreateManyInput[]
  if (rows.length === 0) return []
  const created = await tx.pendingChange.createManyAndReturn({
    data: rows,
    select: { id: true, state: true, after: true },
  })
  return created.map(({ id, state, after }) => ({
    action: state === 'PENDING' ? 'change.ask' : 'change.settle',
    subject: id,
    fields: Object.keys(after as object),
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
  const rows = amend.map(({ id, before, after }) => {
    const amended = waiting.find((change) => change.id === id)!
    return { id, before, after, askedAt: amendedAt(amended, at).toISOString() }
  })
  const count = await tx.$executeRaw`
    UPDATE "PendingChange" c
    SET before = r.before, after = r.after, "askedAt" = r."askedAt", "authorId" = ${parent.accountId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(id uuid, before jsonb, after jsonb, "askedAt" timestamptz)
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
