import { randomUUID } from 'node:crypto'
import { day } from '@/lib/core/day'
import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import type { PeriodInput } from '@/lib/planning/schema'
import { createAccount, parentActor } from './accounts'
import { createFamily, subscribe } from './families'
import { createActivity, enroll } from './planning'

/** A request for a year, of four children enrolled on three weekdays in three activities that are open all year. */
export async function createLargeRequest(db: Tx): Promise<{ parent: Parent; input: PeriodInput }> {
  const { guardians, children } = await createFamily(db, { children: [{}, {}, {}, {}] })
  const account = await createAccount(db)
  await subscribe(db, account, guardians[0]!)
  const activities = []
  for (let n = 1; n <= 3; n++)
    activities.push(
      await createActivity(db, { name: randomUUID(), opensOn: 'ALL_DAYS', weekdays: [1, 2, 4], capacity: 4 }),
    )
  const year = { startsOn: day('2026-09-01'), endsOn: day('2027-12-31'), weekdays: [1, 2, 4] }
  for (const child of children) for (const activity of activities) await enroll(db, child, activity, year)
  const input: PeriodInput = {
    ...{ kind: 'RESERVATION', weekdays: [1, 2, 3, 4, 5], comment: null, absenceReason: null, announced: [] },
    childIds: children.map(({ id }) => id),
    activityIds: activities.map(({ id }) => id),
    key: randomUUID(),
    ...{ from: day('2026-11-24'), to: day('2027-11-23') },
  }
  return { parent: await parentActor(db, account), input }
}
