import 'server-only'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NOTHING, RULE_IDS, type RetentionCounts, type RuleId } from '../rules'
import { eraseDue, momentOf } from '../statements'

/** Rows of a batch: each is a transaction of its own, so that nobody waits long. */
const BATCH: Partial<Record<RuleId, number>> = {
  family: 50,
  // The database looks for what each one wrote through whole tables.
  account: 20,
  accountWarning: 200,
  access: 5_000,
  journal: 5_000,
}
const USUAL_BATCH = 500

/** Milliseconds that a batch may take in a large town. */
const LONGEST = 5 * 60_000

/**
 * Erases what is no longer to be kept at an instant, rule by rule, in batches, and writes in the journal how many.
 * Cut, it goes on at the next run; done, a second run erases nothing.
 */
export async function runRetention(at: Date): Promise<RetentionCounts> {
  const counts = { ...NOTHING }
  const moment = momentOf(at)
  for (const id of RULE_IDS) {
    const limit = BATCH[id] ?? USUAL_BATCH
    let erased: number
    do {
      erased = await db.$transaction((tx) => eraseDue(tx, id, moment, limit), { timeout: LONGEST })
      counts[id] += erased
    } while (erased === limit)
  }
  await recordEvent(db, null, at, { action: 'retention.run', detail: { counts } })
  return counts
}
