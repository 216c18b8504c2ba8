import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db, type Tx } from '@/lib/core/db'
import { dayInParis, type Day } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { OPEN_REASONS, type OpenReason, type RetentionCounts } from './rules'
import { openOf } from './sql'
import { countAllDue } from './statements'

/** The last run: when, and what it erased. */
export type LastRun = { at: Date; counts: Partial<RetentionCounts> }

/** The last run of the retention; null when there was none. @throws NotFound without the permission */
export async function lastRun(agent: AgentActor): Promise<LastRun | null> {
  requirePermission(agent, 'authority.configure')
  const event = await db.auditEvent.findFirst({
    where: { action: 'retention.run' },
    orderBy: { id: 'desc' },
    select: { at: true, detail: true },
  })
  return event && { at: event.at, counts: (event.detail as { counts: Partial<RetentionCounts> }).counts }
}

/** What is open of a family on a day: it is not erased meanwhile. */
export async function openReasons(tx: Tx, familyId: string, today: Day): Promise<OpenReason[]> {
  const open = openOf(today)
  const columns = OPEN_REASONS.map((reason) => Prisma.sql`${open[reason]} AS ${Prisma.raw(`"${reason}"`)}`)
  const [row] = await tx.$queryRaw<Record<OpenReason, boolean>[]>`
    SELECT ${Prisma.join(columns)} FROM "Family" f WHERE f.id = ${familyId}::uuid`
  return OPEN_REASONS.filter((reason) => row?.[reason])
}

/** A family that may be erased: its name, and what is open of it. @throws NotFound without the permission or the family */
export async function familyToErase(
  agent: AgentActor,
  familyId: string,
  at: Date,
): Promise<{ name: string; open: OpenReason[] }> {
  requirePermission(agent, 'family.erase')
  if (!isIdentifier(familyId)) throw new NotFound()
  const family = await db.family.findUnique({ where: { id: familyId }, select: { name: true } })
  if (!family) throw new NotFound()
  return { ...family, open: await openReasons(db, familyId, dayInParis(at)) }
}

/** What a run would erase now, by rule. @throws NotFound without the permission */
export async function dueNow(agent: AgentActor, at: Date): Promise<RetentionCounts> {
  requirePermission(agent, 'authority.configure')
  return countAllDue(db, at)
}
