import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb, dayToDb, formatDay } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { lockDays } from '@/lib/planning/sql'
import type { EnrollmentEnd } from '../schema'

/**
 * Ends an enrollment earlier than it would: `endsOn` is its last day. Nothing that a family asked for is
 * dropped: while a booking or a request stands after that day, the enrollment goes on.
 *
 * @throws NotFound when the agent may not, or the enrollment does not exist
 * @throws Refusal PERIOD when the day is not inside the enrollment, BOOKED when a booking stands after it
 */
export async function endEnrollment(agent: AgentActor, input: EnrollmentEnd, at: Date): Promise<void> {
  requirePermission(agent, 'activity.configure')
  const id = input.enrollmentId
  const endsOn = dayToDb(input.endsOn)
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Enrollment" WHERE id = ${id}::uuid FOR UPDATE`
    const enrollment = await tx.enrollment.findUnique({ where: { id } })
    if (!enrollment) throw new NotFound()
    const { childId, activityId } = enrollment
    if (endsOn < enrollment.startsOn || endsOn >= enrollment.endsOn) {
      const [from, to] = [enrollment.startsOn, enrollment.endsOn].map((on) =>
        formatDay(dayFromDb(on), 'long'),
      )
      const message = `L’inscription va du ${from} au ${to} : indiquez un jour plus tôt que sa fin.`
      throw new Refusal('PERIOD', message, { endsOn: message })
    }
    // A click on the planning locks its day before it reads the enrollment: from here on it waits.
    await lockDays(
      tx,
      Prisma.sql`SELECT ${activityId}::int AS "activityId", d::date AS day
        FROM generate_series(${endsOn}::date + 1, ${enrollment.endsOn}::date, interval '1 day') d
        WHERE extract(isodow FROM d) = ANY(${enrollment.weekdays}::int[])`,
    )
    const last = await tx.booking.findFirst({
      where: {
        childId,
        activityId,
        day: { gt: endsOn, lte: enrollment.endsOn },
        state: { notIn: ['REFUSED', 'ABSENT'] },
      },
      orderBy: { day: 'desc' },
      select: { day: true },
    })
    if (last) {
      const message = `Une réservation ou une demande existe encore le ${formatDay(dayFromDb(last.day), 'long')} : l’inscription ne peut pas finir avant.`
      throw new Refusal('BOOKED', message, { endsOn: message })
    }
    await tx.enrollment.update({ where: { id }, data: { endsOn } })
    await recordEvent(tx, agent, at, {
      action: 'enrollment.end',
      childId,
      subject: id,
      detail: { activityId, endsOn: input.endsOn },
    })
  })
}
