import { setReminders } from '@/lib/account/operations/reminders'
import type { Parent } from '@/lib/core/actor'
import { day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { Child, Family } from '@/lib/generated/prisma/client.ts'
import { createAccount, parentActor } from './accounts'
import { createFamily, subscribe } from './families'
import { createActivity, enroll, type ActivityValues, type TestActivity } from './planning'

/** A Tuesday of school, at 9:00 in Paris. */
export const TUESDAY = new Date('2026-11-24T08:00:00Z')

/** A Thursday nine days later: within every deadline of the factories. */
export const THURSDAY = day('2026-12-03')

export type PlanningFamily = { family: Family; child: Child; parent: Parent; activity: TestActivity }

/** A subscribed parent whose only child is enrolled for the school year in an activity, new unless given. */
export async function createPlanningFamily(
  db: Tx,
  options: { activity?: TestActivity; rules?: ActivityValues } = {},
): Promise<PlanningFamily> {
  const { guardians, children, ...family } = await createFamily(db)
  const account = await createAccount(db)
  await subscribe(db, account, guardians[0]!)
  const activity = options.activity ?? (await createActivity(db, options.rules))
  const child = children[0]!
  await enroll(db, child, activity, { startsOn: day('2026-09-01'), endsOn: day('2027-07-02') })
  return { family, child, activity, parent: await parentActor(db, account) }
}

/** Of three families, one parent wants no reminder, one's account is closed, and one no longer follows theirs. */
export async function silence(
  db: Tx,
  [quiet, closed, left]: readonly [PlanningFamily, PlanningFamily, PlanningFamily],
): Promise<void> {
  await setReminders(quiet.parent, false, TUESDAY)
  await db.account.update({ where: { id: closed.parent.accountId }, data: { disabledAt: TUESDAY } })
  await db.subscription.updateMany({
    where: { accountId: left.parent.accountId },
    data: { endedAt: TUESDAY },
  })
}
