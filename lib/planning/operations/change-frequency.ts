import 'server-only'
import type { EnrollmentFrequency } from '@/lib/activity/schema'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { addDays, dayInParis, dayToDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { frequencyMessage } from '../enrollment-messages'
import { lockEnrollment } from '../enrollment-sql'

/**
 * Says from a day on whether an enrolled child comes now and then, which some tariffs price otherwise. Inside an
 * enrollment it is parted in two, so that the days before keep their price; bookings stay as they are.
 *
 * @returns of which activity
 * @throws NotFound when the agent may not, or the enrollment does not exist
 * @throws Refusal PERIOD when the day is past, or outside the enrollment; SAME when nothing would change
 */
export async function changeFrequency(
  agent: AgentActor,
  { enrollmentId, from, isOccasional }: EnrollmentFrequency,
  at: Date,
): Promise<{ activityId: number }> {
  requirePermission(agent, 'activity.configure')
  return db.$transaction(async (tx) => {
    const enrollment = await lockEnrollment(tx, enrollmentId)
    if (!enrollment) throw new NotFound()
    const { childId, activityId, groupId, weekdays, startsOn, endsOn } = enrollment
    const outside = frequencyMessage(enrollment, from, dayInParis(at))
    if (outside) throw new Refusal('PERIOD', outside, { from: outside })
    if (enrollment.isOccasional === isOccasional)
      throw new Refusal('SAME', 'L’enfant vient déjà ainsi : rien n’a été modifié.')
    if (from === startsOn) await tx.enrollment.update({ where: { id: enrollmentId }, data: { isOccasional } })
    else {
      const endsBefore = dayToDb(addDays(from, -1))
      await tx.enrollment.update({ where: { id: enrollmentId }, data: { endsOn: endsBefore } })
      const period = { startsOn: dayToDb(from), endsOn: dayToDb(endsOn) }
      await tx.enrollment.create({
        data: { childId, activityId, groupId, weekdays, isOccasional, ...period },
      })
    }
    await recordEvent(tx, agent, at, {
      action: 'enrollment.frequency',
      childId,
      subject: enrollmentId,
      detail: { activityId, from, isOccasional },
    })
    return { activityId }
  })
}
