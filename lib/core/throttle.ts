import 'server-only'
import { db, type Tx } from './db'

/** How many attempts a key allows in a window of so many seconds, counted from the first of them. */
export type Limit = { max: number; seconds: number }

export type ThrottleVerdict = { allowed: true } | { allowed: false; retryAt: Date }

/**
 * Counts one attempt of a key (« login:address:203.0.113.7 ») and says whether it is within the limit.
 * One atomic statement: processes and tabs share the count. A refused attempt does not lengthen the wait.
 */
export async function countAttempt(
  key: string,
  limit: Limit,
  now: Date,
  client: Tx = db,
): Promise<ThrottleVerdict> {
  const oldest = new Date(now.getTime() - limit.seconds * 1000)
  const [row] = await client.$queryRaw<{ count: number; startedAt: Date }[]>`
    INSERT INTO "Throttle" (key, "startedAt", count) VALUES (${key}, ${now}, 1)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN "Throttle"."startedAt" <= ${oldest} THEN 1 ELSE LEAST("Throttle".count + 1, ${limit.max + 1}) END,
      "startedAt" = CASE WHEN "Throttle"."startedAt" <= ${oldest} THEN ${now} ELSE "Throttle"."startedAt" END
    RETURNING count, "startedAt"`
  const { count, startedAt } = row!
  if (count <= limit.max) return { allowed: true }
  return { allowed: false, retryAt: new Date(startedAt.getTime() + limit.seconds * 1000) }
}

/** Gives an attempt back that was counted before it was known not to be wrong. */
export async function returnAttempt(key: string, client: Tx = db): Promise<void> {
  await client.throttle.updateMany({ where: { key, count: { gt: 0 } }, data: { count: { decrement: 1 } } })
}

/** Forgets a key's attempts, after a success. */
export async function forgetAttempts(key: string, client: Tx = db): Promise<void> {
  await client.throttle.deleteMany({ where: { key } })
}
