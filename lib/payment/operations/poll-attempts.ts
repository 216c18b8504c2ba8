import 'server-only'
import { db } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { resolveAttempt, type Resolved } from './resolve-attempt'

/** How many attempts are taken at once, and how many of them are asked about at the same time. */
const BATCH = 60
const AT_ONCE = 4

/**
 * Asks PayFiP about the attempts whose time has come, open or ended (lib/payment/rules/checks.ts): what nobody notified and
 * nobody came back from. Each is taken by one process. Stops when PayFiP answers none of a batch: it is asked again later.
 *
 * @returns how many were asked about
 */
export async function pollAttempts(at: Date): Promise<number> {
  for (let asked = 0; ;) {
    const ids = await takeDue(at)
    const outcomes: (Resolved | null)[] = []
    for (let first = 0; first < ids.length; first += AT_ONCE)
      outcomes.push(...(await Promise.all(ids.slice(first, first + AT_ONCE).map((id) => resolveOne(id, at)))))
    asked += ids.length
    if (ids.length < BATCH || outcomes.every((one) => one === null || one.isUnanswered)) return asked
  }
}

/** Takes the attempts that are due: they are due again in five minutes, should this process die. */
async function takeDue(at: Date): Promise<string[]> {
  const again = new Date(at.getTime() + 5 * 60_000)
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE "PaymentAttempt" SET "nextCheckAt" = ${again} WHERE id IN (
      SELECT id FROM "PaymentAttempt" WHERE "nextCheckAt" <= ${at}
      ORDER BY "nextCheckAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING id`
  return rows.map(({ id }) => id)
}

async function resolveOne(id: string, at: Date): Promise<Resolved | null> {
  try {
    return await resolveAttempt({ id }, at)
  } catch (error) {
    log.error({ err: error, attemptId: id }, 'a payment could not be resolved')
    return null
  }
}
