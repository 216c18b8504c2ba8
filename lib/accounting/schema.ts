import { z } from 'zod'
import { addDays, addMonths, firstOfMonth, lastOfMonth, parseDay, type Day } from '@/lib/core/day'

/** The longest period of a journal, in days. */
const LONGEST = 400

const dayField = z
  .string()
  .transform((text) => parseDay(text))
  .nullable()
  .catch(null)
  .default(null)

export type JournalPeriod = { from: Day; to: Day }

/** The period of the accounting journal in its address, both days included; the month before `today` where none is understood. */
export function journalPeriod(
  query: Record<string, string | string[] | undefined>,
  today: Day,
): JournalPeriod {
  const { du, au } = z.object({ du: dayField, au: dayField }).parse(query)
  const last = addMonths(firstOfMonth(today), -1)
  const from = du ?? last
  const to = au ?? (du ? lastOfMonth(du) : lastOfMonth(last))
  if (to < from) return { from, to: from }
  return { from, to: to > addDays(from, LONGEST) ? addDays(from, LONGEST) : to }
}
