import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { enqueueJob } from '@/lib/core/jobs'
import { requirePermission } from '@/lib/core/permissions'
import { serveActivityJob } from '@/lib/planning/jobs'
import type { ActivityInput } from '../schema'

/**
 * Creates an activity, or gives an existing one new rules: they hold at once for every day to come, since
 * deadlines are computed and not stored. Days to come take the new capacity, but never less than what is
 * booked: nobody loses a place, and no place given back there is taken again until there is room. Places added go
 * to those who wait.
 *
 * @returns the id of the activity
 * @throws NotFound when the agent may not, or the activity does not exist
 * @throws Refusal NAME_TAKEN when another activity has this name
 */
export async function saveActivity(
  agent: AgentActor,
  { id, booking, absence, capacity, ...values }: ActivityInput,
  at: Date,
): Promise<number> {
  requirePermission(agent, 'activity.configure')
  return db.$transaction(async (tx) => {
    const namesake = await tx.activity.findUnique({ where: { name: values.name }, select: { id: true } })
    if (namesake && namesake.id !== id)
      throw new Refusal('NAME_TAKEN', 'Une autre activité porte ce nom.', {
        name: 'Une autre activité porte ce nom : choisissez-en un autre.',
      })
    const data = { ...values, bookingDeadline: booking, absenceDeadline: absence }
    const saved =
      id === undefined
        ? await createActivity(tx, data, capacity)
        : await updateActivity(tx, id, data, capacity, at)
    await recordEvent(tx, agent, at, {
      action: id === undefined ? 'activity.create' : 'activity.update',
      subject: String(saved.id),
      fields: saved.fields,
    })
    return saved.id
  })
}

/** The rules of a new activity that nobody has set yet. */
const NEW_TERMS = {
  bookingOpens: { kind: 'NONE' },
  lateBooking: { policy: 'REFUSED' },
  lateAbsence: { accepted: false, proofHours: null },
} as const

type ActivityData = Omit<ActivityInput, 'id' | 'booking' | 'absence' | 'capacity'> & {
  bookingDeadline: ActivityInput['booking']
  absenceDeadline: ActivityInput['absence']
}

type Saved = { id: number; fields: string[] }

async function createActivity(tx: Tx, data: ActivityData, capacity: number | null): Promise<Saved> {
  const { _max } = await tx.activity.aggregate({ _max: { position: true } })
  const { id } = await tx.activity.create({
    data: {
      ...data,
      ...NEW_TERMS,
      position: (_max.position ?? 0) + 1,
      groups: { create: { position: 1, capacity } },
    },
    select: { id: true },
  })
  return { id, fields: [...Object.keys(data), 'capacity'] }
}

async function updateActivity(
  tx: Tx,
  id: number,
  data: ActivityData,
  capacity: number | null,
  at: Date,
): Promise<Saved> {
  const before = await tx.activity.findUnique({
    where: { id },
    include: { groups: { orderBy: [{ position: 'asc' }, { id: 'asc' }] } },
  })
  if (!before) throw new NotFound()
  await tx.activity.update({ where: { id }, data, select: { id: true } })
  // PostgreSQL keeps the keys of JSON in an order of its own.
  const changed = (field: keyof ActivityData) => !isDeepStrictEqual(before[field], data[field])
  const fields: string[] = (Object.keys(data) as (keyof ActivityData)[]).filter(changed)
  const [group] = before.groups
  if (group && before.groups.length === 1 && group.capacity !== capacity) {
    await setCapacity(tx, group.id, capacity, at)
    fields.push('capacity')
  }
  return { id, fields }
}

async function setCapacity(tx: Tx, groupId: number, capacity: number | null, at: Date): Promise<void> {
  const { activityId } = await tx.activityGroup.update({
    where: { id: groupId },
    data: { capacity },
    select: { activityId: true },
  })
  await tx.$executeRaw`
    UPDATE "ActivityDay" SET capacity = CASE WHEN ${capacity}::int IS NOT NULL THEN GREATEST(booked, ${capacity}::int) END
    WHERE "activityId" = ${activityId} AND "groupId" = ${groupId} AND day >= ${dayToDb(dayInParis(at))}::date`
  await enqueueJob(tx, serveActivityJob, { activityId })
}
