import 'server-only'
import { decrypt } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import type { Day } from '@/lib/core/day'
import { log } from '@/lib/core/log'
import { dueOf } from './sql'
import type { Cutoffs } from './rules'

const BATCH = 500

type Row = { id: string; end: string }

/** The children whose PAI has ended: its end is encrypted, so that it is read here, batch by batch. */
export async function endedCareplans(tx: Tx, cutoffs: Cutoffs, today: Day): Promise<string[]> {
  const ended: string[] = []
  let last: string | null = null
  for (;;) {
    const rows: Row[] = await tx.$queryRaw<Row[]>`
      SELECT c.id, c."careplanEndsOnEncrypted" AS end FROM "Child" c
      WHERE c."careplanEndsOnEncrypted" IS NOT NULL AND (${last}::uuid IS NULL OR c.id > ${last}::uuid)
        AND c.id NOT IN (${dueOf('health', cutoffs, today)})
        AND NOT EXISTS (SELECT 1 FROM "PendingChange" p WHERE p."childId" = c.id AND p.unit = 'careplan' AND p.state = 'PENDING')
      ORDER BY c.id LIMIT ${BATCH}`
    for (const row of rows) if (isBefore(row, cutoffs.careplan)) ended.push(row.id)
    if (rows.length < BATCH) return ended
    last = rows.at(-1)!.id
  }
}

/** What can't be read is left: the key may be missing only for now. */
function isBefore({ id, end }: Row, day: Day): boolean {
  try {
    return decrypt(end, { table: 'Child', column: 'careplanEndsOnEncrypted', id }) < day
  } catch (error) {
    log.error({ err: error, childId: id }, 'end of a PAI could not be read')
    return false
  }
}
