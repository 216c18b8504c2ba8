import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { enqueueJob } from '@/lib/core/jobs'
import { requirePermission } from '@/lib/core/permissions'
import type { ActivityGroup } from '@/lib/generated/prisma/client.ts'
import { serveActivityJob } from '@/lib/planning/jobs'
import type { GroupInput } from '../group-schema'

/**
 * Adds a group to an activity, or changes one. Days to come take the new capacity, but never less than what is booked:
 * nobody loses a place, and no place given back there is taken again until there is room. A day that an agent had
 * lowered stays as low. Places added go to those who wait.
 *
 * @returns the id of the group
 * @throws NotFound when the agent may not, or the activity or its group does not exist
 * @throws Refusal NAME_TAKEN when another group of the activity has this name
 */
export async function saveGroup(agent: AgentActor, { id, ...input }: GroupInput, at: Date): Promise<number> {
  requirePermission(agent, 'activity.configure')
  const { activityId } = input
  return db.$transaction(async (tx) => {
    const groups = await lockGroups(tx, activityId)
    const others = groups.filter((group) => group.id !== id)
    const before = groups.find((group) => group.id === id)
    if (groups.length === 0 || (id !== undefined && !before)) throw new NotFound()
    checkName(input.name, others)
    const { id: groupId } = before
      ? await tx.activityGroup.update({ where: { id: before.id }, data: input, select: { id: true } })
      : await tx.activityGroup.create({ data: input, select: { id: true } })
    await keepOrder(tx, others, groupId, input.position)
    if (before && before.capacity !== input.capacity) await setCapacity(tx, before, input.capacity, at)
    const fields = (Object.keys(input) as (keyof typeof input)[]).filter(
      (field) => field !== 'activityId' && !isDeepStrictEqual(before?.[field], input[field]),
    )
    await recordEvent(tx, agent, at, {
      action: before ? 'group.update' : 'group.add',
      subject: String(groupId),
      detail: { activityId },
      fields,
    })
    return groupId
  })
}

/**
 * Removes a group that nothing points to. Removed twice, it is removed.
 *
 * @throws NotFound when the agent may not
 * @throws Refusal LAST when the activity has no other, BOOKED when bookings or requests are in it, ENROLLED when
 *   children were put in it
 */
export async function removeGroup(
  agent: AgentActor,
  { activityId, groupId }: { activityId: number; groupId: number },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'activity.configure')
  await db.$transaction(async (tx) => {
    // From here on a booking in the group waits, then finds it gone.
    const groups = await lockGroups(tx, activityId)
    if (!groups.some(({ id }) => id === groupId)) return
    if (groups.length === 1)
      throw new Refusal('LAST', 'C’est le seul groupe de l’activité : elle en garde au moins un.')
    const [bookings, enrollments] = await Promise.all([
      tx.booking.count({ where: { groupId } }),
      tx.enrollment.count({ where: { groupId } }),
    ])
    if (bookings > 0)
      throw new Refusal(
        'BOOKED',
        `${bookings > 1 ? `${bookings} réservations ou demandes sont` : '1 réservation ou demande est'} dans ce groupe, jours passés compris : il ne peut pas être supprimé. Avec 0 place, il ne prend plus personne.`,
      )
    if (enrollments > 0)
      throw new Refusal(
        'ENROLLED',
        `${enrollments > 1 ? `${enrollments} inscriptions sont` : '1 inscription est'} dans ce groupe : il ne peut pas être supprimé.`,
      )
    await tx.activityGroup.delete({ where: { id: groupId }, select: { id: true } })
    await recordEvent(tx, agent, at, {
      action: 'group.remove',
      subject: String(groupId),
      detail: { activityId },
    })
  })
}

/** The groups of an activity, for one agent at a time; none when the activity does not exist. */
async function lockGroups(tx: Tx, activityId: number): Promise<ActivityGroup[]> {
  await tx.$queryRaw`SELECT 1 FROM "ActivityGroup" WHERE "activityId" = ${activityId} ORDER BY id FOR UPDATE`
  return tx.activityGroup.findMany({ where: { activityId }, orderBy: [{ position: 'asc' }, { id: 'asc' }] })
}

/** Puts a group at its place among the others: they move down. */
async function keepOrder(
  tx: Tx,
  others: readonly ActivityGroup[],
  groupId: number,
  position: number,
): Promise<void> {
  const ids = others.map(({ id }) => id).toSpliced(Math.max(0, position - 1), 0, groupId)
  await tx.$executeRaw`
    UPDATE "ActivityGroup" g SET position = o.position::int
    FROM unnest(${ids}::int[]) WITH ORDINALITY AS o(id, position) WHERE g.id = o.id AND g.position <> o.position`
}

function checkName(name: string, others: readonly ActivityGroup[]): void {
  const message =
    name === '' && others.length > 0
      ? 'Donnez un nom au groupe : l’activité en a plusieurs.'
      : others.some((other) => other.name.toLocaleLowerCase('fr-FR') === name.toLocaleLowerCase('fr-FR'))
        ? 'Un autre groupe de l’activité porte ce nom.'
        : null
  if (message) throw new Refusal('NAME_TAKEN', message, { name: message })
}

/** A day below its group's capacity is so by an agent's hand (set-day-capacity.ts). */
async function setCapacity(tx: Tx, group: ActivityGroup, capacity: number | null, at: Date): Promise<void> {
  const { id, activityId } = group
  await tx.$executeRaw`
    UPDATE "ActivityDay" SET capacity = CASE
      WHEN capacity < ${group.capacity}::int OR (${group.capacity}::int IS NULL AND capacity IS NOT NULL)
        THEN GREATEST(booked, LEAST(capacity, ${capacity}::int))
      WHEN ${capacity}::int IS NOT NULL THEN GREATEST(booked, ${capacity}::int) END
    WHERE "activityId" = ${activityId} AND "groupId" = ${id} AND day >= ${dayToDb(dayInParis(at))}::date`
  await enqueueJob(tx, serveActivityJob, { activityId })
}
