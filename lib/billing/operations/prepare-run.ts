import 'server-only'
import { dayFromDb, type Day } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { newId } from '@/lib/core/new-id'
import { lineLabel, totalOf, type BilledBooking } from '../rules/charges'
import { packagePeriod } from '../rules/periods'
import type { Payer } from '../rules/price'
import { quotientFor } from '../rules/quotient'
import { draftLines, readsFrom } from '../rules/run'
import { readFamilies, readGround, writeDrafts, type Draft, type RunGround } from '../run-sql'

/** How many families are read and written at once. */
const BATCH = 500

/**
 * Prepares the drafts of a run, family after family, each batch in one transaction: a process that dies loses its batch
 * alone, run again it goes on, and two at once take turns. Ends when the run is no longer to be prepared.
 */
export async function prepareRun(runId: string, at: Date): Promise<void> {
  let isDone = false
  while (!isDone) isDone = await db.$transaction((tx) => prepareBatch(tx, runId, at), { timeout: 300_000 })
}

/** Prepares the next families of a run, in a transaction. @returns whether nothing is left to do */
export async function prepareBatch(tx: Tx, runId: string, at: Date): Promise<boolean> {
  const run = await lockRun(tx, runId)
  if (run?.state !== 'PREPARING') return true
  const ground = await readGround(tx, run.month)
  const periodOf = (day: Day) => packagePeriod(day, ground.calendar)
  const from = readsFrom(run.month, ground.activities, periodOf)
  const families = await readFamilies(tx, run.month, run.lastFamilyId, from, BATCH)
  const drafts = families.flatMap((family) => {
    const draft = draftOf(family, run.month, ground, periodOf, at)
    return draft.lines.length > 0 ? [draft] : []
  })
  await writeDrafts(tx, run, drafts)
  const isDone = families.length < BATCH
  await tx.$executeRaw`
    UPDATE "BillingRun" SET "lastFamilyId" = COALESCE(${families.at(-1)?.id ?? null}::uuid, "lastFamilyId"),
      progress = progress + ${families.length}, "aliveAt" = clock_timestamp(),
      state = ${isDone ? 'READY' : 'PREPARING'}::"BillingState"
    WHERE id = ${runId}::uuid`
  return isDone
}

/** A run, locked until the transaction ends; null when there is none. */
export async function lockRun(tx: Tx, runId: string) {
  await tx.$queryRaw`SELECT id FROM "BillingRun" WHERE id = ${runId}::uuid FOR UPDATE`
  const run = await tx.billingRun.findUnique({
    where: { id: runId },
    select: { id: true, month: true, dueOn: true, state: true, lastFamilyId: true },
  })
  return run && { ...run, month: dayFromDb(run.month), dueOn: dayFromDb(run.dueOn) }
}

type FamilyRow = Awaited<ReturnType<typeof readFamilies>>[number]

function draftOf(
  family: FamilyRow,
  month: Day,
  { activities }: RunGround,
  periodOf: Parameters<typeof draftLines>[3],
  at: Date,
): Draft {
  const { isResident, children, moved } = family
  const payerIn = (of: Day): Payer => ({
    quotient: family.quotients.length > 0 ? quotientFor(family.quotients, of) : family.quotient,
    isResident,
  })
  const payer = payerIn(month)
  const bookings = family.bookings.map(
    ([childId, activityId, day, state, billing, excuse, arrivedAt, leftAt, category]): BilledBooking => ({
      ...{ childId, activityId, day, state, billing, excuse, arrivedAt, leftAt, category },
    }),
  )
  const childIds = children.map(({ id }) => id)
  const earlier = moved.map(({ invoiced, ...one }) => ({ ...one, payer: invoiced ?? payerIn(one.month) }))
  const lines = draftLines(month, { payer, childIds, bookings, moved: earlier }, activities, periodOf)
  return {
    ...{ id: newId(at), familyId: family.id, ...payer },
    payerName: family.payerName,
    payerAddress: family.payerAddress,
    total: totalOf(lines),
    lines: lines.map((line) => ({
      ...line,
      childName: children.find(({ id }) => id === line.childId)!.name,
      label: lineLabel(activities.find(({ id }) => id === line.activityId)!.name, line.kind),
    })),
  }
}

/** Says of the preparations that gave no sign for five minutes (by the database's clock) that they were interrupted. */
export async function watchRuns(): Promise<void> {
  await db.$executeRaw`
    UPDATE "BillingRun" SET state = 'FAILED'
    WHERE state = 'PREPARING' AND "aliveAt" < clock_timestamp() - interval '5 minutes'`
}
