import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Calendar } from './rules/calendar'

/**
 * JSON of what the calendar says about a period, to be put in a larger statement. It reaches a year back:
 * deadlines are counted in days before (lib/activity/rules/deadline.ts).
 */
export function calendarJson(from: Day | Prisma.Sql, to: Day | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`json_build_object(
    'holidays', COALESCE((SELECT json_agg(json_build_object('name', h.name, 'startsOn', h."startsOn", 'endsOn', h."endsOn")
      ORDER BY h."startsOn") FROM "SchoolHoliday" h WHERE h.zone = (SELECT "schoolZone" FROM "Authority")
      AND h."startsOn" <= ${to}::date AND h."endsOn" >= ${from}::date - interval '1 year'), '[]'),
    'closures', COALESCE((SELECT json_agg(json_build_object('name', c.name, 'startsOn', c."startsOn", 'endsOn', c."endsOn",
      'activityId', c."activityId") ORDER BY c."startsOn") FROM "Closure" c
      WHERE c."startsOn" <= ${to}::date AND c."endsOn" >= ${from}::date), '[]'))`
}

/** The calendar of a period, a year back included for the school holidays. */
export async function readCalendar(client: Tx, from: Day, to: Day): Promise<Calendar> {
  const [row] = await client.$queryRaw<{ calendar: Calendar }[]>`SELECT ${calendarJson(from, to)} AS calendar`
  return row!.calendar
}
