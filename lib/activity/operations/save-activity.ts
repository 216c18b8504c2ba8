import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { enqueueJob } from '@/lib/core/jobs'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { serveActivityJob } from '@/lib/planning/jobs'
import type { ActivityInput } from '../activity-schema'
import { linksProblem } from '../rules/links'

type Links = Pick<ActivityInput, 'excludes' | 'requires'>
type Saved = { id: number; fields: string[] }

/**
 * Creates an activity with one group, or gives an existing one new rules: they hold at once for every day to come, since
 * deadlines are computed and not stored. Places are those of the groups (save-group.ts).
 *
 * @returns the id of the activity
 * @throws NotFound when the agent may not, or the activity or one that it is linked to does not exist
 * @throws Refusal NAME_TAKEN when another activity has this name, LINKS when its links would bar it for ever, WAITING
 *   when the waiting list is taken away while somebody is on it
 */
export async function saveActivity(
  agent: AgentActor,
  { id, capacity, waiting, excludes, requires, ...values }: ActivityInput,
  at: Date,
): Promise<number> {
  requirePermission(agent, 'activity.configure')
  return db.$transaction(async (tx) => {
    await checkName(tx, id, values.name)
    await checkLinks(tx, id ?? null, { excludes, requires })
    const data = { ...values, ...waiting }
    const saved =
      id === undefined ? await createActivity(tx, data, capacity) : await updateActivity(tx, id, data, at)
    const linked = await saveLinks(tx, saved.id, { excludes, requires })
    await recordEvent(tx, agent, at, {
      action: id === undefined ? 'activity.create' : 'activity.update',
      subject: String(saved.id),
      fields: [...saved.fields, ...linked],
    })
    return saved.id
  })
}

async function checkName(tx: Tx, id: number | undefined, name: string): Promise<void> {
  const namesake = await tx.activity.findUnique({ where: { name }, select: { id: true } })
  if (!namesake || namesake.id === id) return
  throw new Refusal('NAME_TAKEN', 'Une autre activité porte ce nom.', {
    name: 'Une autre activité porte ce nom : choisissez-en un autre.',
  })
}

async function checkLinks(tx: Tx, id: number | null, links: Links): Promise<void> {
  const ids = [...new Set([...links.excludes, ...links.requires])]
  if (ids.length === 0) return
  // One agent at a time: two halves of a circle are not seen from either side.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('activity links'))::text`
  if ((await tx.activity.count({ where: { id: { in: ids } } })) < ids.length) throw new NotFound()
  const others = await tx.activityLink.findMany({ where: { activityId: { not: id ?? undefined } } })
  const problem = linksProblem(id, links, others)
  if (problem) throw new Refusal('LINKS', problem, { requires: problem })
}

async function saveLinks(tx: Tx, activityId: number, { excludes, requires }: Links): Promise<string[]> {
  const before = await tx.activityLink.findMany({ where: { activityId } })
  const same = (kind: string, ids: number[]) => {
    const had = before.filter((link) => link.kind === kind).map(({ otherId }) => otherId)
    return had.length === ids.length && had.every((id) => ids.includes(id))
  }
  const changed = [
    ...(same('EXCLUDES', excludes) ? [] : ['excludes']),
    ...(same('REQUIRES', requires) ? [] : ['requires']),
  ]
  if (changed.length === 0) return []
  await tx.activityLink.deleteMany({ where: { activityId } })
  await tx.activityLink.createMany({
    data: [
      ...excludes.map((otherId) => ({ activityId, otherId, kind: 'EXCLUDES' as const })),
      ...requires.map((otherId) => ({ activityId, otherId, kind: 'REQUIRES' as const })),
    ],
  })
  return changed
}

type ActivityData = Omit<ActivityInput, 'id' | 'capacity' | 'waiting' | keyof Links> &
  ActivityInput['waiting']

/** PostgreSQL has two nulls for JSON. */
const columns = ({ dayLimits, ...data }: ActivityData) => ({
  ...data,
  dayLimits: dayLimits ?? Prisma.DbNull,
})

async function createActivity(tx: Tx, data: ActivityData, capacity: number | null): Promise<Saved> {
  const { _max } = await tx.activity.aggregate({ _max: { position: true } })
  const { id } = await tx.activity.create({
    data: {
      ...columns(data),
      position: (_max.position ?? 0) + 1,
      groups: { create: { position: 1, capacity } },
    },
    select: { id: true },
  })
  return { id, fields: [...Object.keys(data), 'capacity'] }
}

async function updateActivity(tx: Tx, id: number, data: ActivityData, at: Date): Promise<Saved> {
  const before = await tx.activity.findUnique({ where: { id } })
  if (!before) throw new NotFound()
  if (data.waitingList === 'NONE' && before.waitingList !== 'NONE') await checkNobodyWaits(tx, id, at)
  await tx.activity.update({ where: { id }, data: columns(data), select: { id: true } })
  // A list kept by hand may have free places.
  if (data.waitingList === 'AUTO' && before.waitingList !== 'AUTO')
    await enqueueJob(tx, serveActivityJob, { activityId: id })
  // PostgreSQL keeps the keys of JSON in an order of its own.
  const changed = (field: keyof ActivityData) => !isDeepStrictEqual(before[field], data[field])
  return { id, fields: (Object.keys(data) as (keyof ActivityData)[]).filter(changed) }
}

async function checkNobodyWaits(tx: Tx, activityId: number, at: Date): Promise<void> {
  const day = { gte: dayToDb(dayInParis(at)) }
  const waiting = await tx.booking.count({
    where: { activityId, day, state: { in: ['WAITLISTED', 'OFFERED'] } },
  })
  if (waiting === 0) return
  const many = waiting > 1 ? `${waiting} demandes attendent` : '1 demande attend'
  const message = `${many} encore une place : gardez la liste jusqu’à ce qu’elles aient une réponse.`
  throw new Refusal('WAITING', message, { 'waiting.list': message })
}
