import { randomUUID } from 'node:crypto'
import { addDays, dayToDb, weekdayOf } from '@/lib/core/day'
import type { Account, School } from '@/lib/generated/prisma/client.ts'
import { readEffect, releaseBookings, writeTargets } from '@/lib/planning/event-sql'
import { holdsPlace } from '@/lib/planning/rules/states'
import { countPlaces } from '@/lib/planning/lock-sql'
import type { TestActivity } from '@/tests/factories/planning'
import { before, type Board } from './board'
import { openDays } from './calendar'
import type { Seed } from './families'

/** Lina’s class has an outing on a Friday, told yesterday: no canteen that day, and nothing to pay. */
export async function seedOuting(
  { db }: Seed,
  board: Board,
  canteen: TestActivity,
  school: School,
  agent: Account,
): Promise<void> {
  const days = openDays(canteen, addDays(board.today, 8), board.last, board.calendar)
  const on = days.find((day) => weekdayOf(day) === 5)
  if (!on) return
  const span = {
    ...{ name: 'Sortie des CE2 au château de Blois', kind: 'OUTING' as const },
    ...{ startsOn: on, endsOn: on, schoolId: school.id, grades: ['CE2' as const] },
    targets: [{ activityId: canteen.id, groupId: null }],
  }
  const { name, kind, schoolId, grades } = span
  const at = before(board, 1)
  const { id } = await db.collectiveEvent.create({
    data: {
      ...{ key: randomUUID(), name, kind, schoolId, grades, released: await readEffect(db, span) },
      ...{ startsOn: dayToDb(on), endsOn: dayToDb(on), declaredAt: at, declaredById: agent.id },
    },
  })
  await writeTargets(db, id, span.targets)
  const released = await releaseBookings(db, id, span, at)
  await countPlaces(
    db,
    released
      .filter((one) => holdsPlace(one.before))
      .map(({ groupId, day }) => ({ groupId, day, places: -1 })),
  )
}
