import 'server-only'
import { tariffJson } from '@/lib/billing/sql'
import type { TariffRules } from '@/lib/billing/rules/price'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, dayToDb, type WallTime } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { SheetKey } from '../attendance-sql'
import { requireSheet } from '../day-sheet-scope'
import { hourMessage } from '../messages'
import { hourAsked, hourObstacle, markingObstacle } from '../rules/attendance'
import type { ActivityIcon } from '../rules/grid'
import type { StoredState } from '../rules/states'
import { FIRST_NAME } from '../sql'
import { lockDays } from '../lock-sql'

/** When a child came or left, as an agent says on a day sheet; null takes it back. */
export type HourInput = SheetKey & { childId: string; time: WallTime | null }

/**
 * Writes when a child who is marked present came (in the morning) or left, on the sheet of an activity whose price depends
 * on it. The undo of the mark takes it away.
 *
 * @returns what was written, in a sentence
 * @throws NotFound without the permission, the activity among the agent's, or a child of its sheet
 * @throws Refusal DAY on a day to come or long past; PRESENT for a child who is not marked present; TIME out of the hours
 */
export async function recordHour(agent: AgentActor, input: HourInput, at: Date): Promise<string> {
  const { activityId, day, childId, time } = input
  requireSheet(agent, 'attendance.mark', activityId)
  const obstacle = markingObstacle(day, dayInParis(at))
  if (obstacle) throw new Refusal('DAY', obstacle)
  return db.$transaction(async (tx) => {
    await lockDays(tx, Prisma.sql`SELECT ${activityId}::int AS "activityId", ${day}::date AS day`)
    const found = await readChild(tx, input)
    const hour = found && hourAsked(found.icon, found.rules)
    if (!hour) throw new NotFound()
    if (found.state !== 'PRESENT')
      throw new Refusal('PRESENT', `${found.name} n’est pas pointé présent : pointez d’abord sa présence.`)
    const wrong = time && hourObstacle(hour, time, found)
    if (wrong) throw new Refusal('TIME', wrong, { time: wrong })
    await tx.booking.update({
      where: { childId_day_activityId: { childId, day: dayToDb(day), activityId } },
      data: { [hour]: time, updatedAt: at },
      select: { childId: true },
    })
    await recordEvent(tx, agent, at, {
      action: 'attendance.time',
      familyId: found.familyId,
      childId,
      detail: { activityId, day, hour, time },
    })
    return hourMessage(found.name, hour, time)
  })
}

type FoundChild = {
  name: string
  familyId: string
  state: StoredState
  icon: ActivityIcon
  startsAt: WallTime
  endsAt: WallTime
  rules: TariffRules | null
}

/** A child on a sheet whose day is locked, and what the activity asks then. */
async function readChild(tx: Tx, { activityId, day, childId }: HourInput): Promise<FoundChild | undefined> {
  const [row] = await tx.$queryRaw<FoundChild[]>`
    SELECT ${FIRST_NAME} || ' ' || COALESCE(c."usualName", c."lastName") AS name, b."familyId", b.state::text AS state,
      a.icon::text AS icon, a."startsAt", a."endsAt", ${tariffJson(Prisma.sql`a.id`, day)} AS rules
    FROM "Booking" b JOIN "Child" c ON c.id = b."childId" JOIN "Activity" a ON a.id = b."activityId"
    WHERE b."childId" = ${childId}::uuid AND b.day = ${day}::date AND b."activityId" = ${activityId}`
  return row
}
