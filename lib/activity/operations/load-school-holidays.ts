import 'server-only'
import { addDays, day, dayToDb } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import official from '@/prisma/data/calendrier-scolaire.json' with { type: 'json' }

const ZONES = ['A', 'B', 'C'] as const

/**
 * Writes the official school holidays of the three zones in place of those there, at the first start and when
 * the portal brings a newer calendar. The last known summer, whose end is not published, ends on 31 August.
 */
export async function loadSchoolHolidays(tx: Tx): Promise<void> {
  const periods = Object.entries(official.years).flatMap(([years, { holidays }]) =>
    holidays.flatMap(({ name, ...zones }) =>
      ZONES.map((zone) => {
        const [firstDayOff, resumes] = zones[zone]
        const endsOn = resumes ? addDays(day(resumes), -1) : day(`${years.slice(5)}-08-31`)
        return {
          zone,
          name: name.replaceAll("'", '’'),
          startsOn: dayToDb(day(firstDayOff!)),
          endsOn: dayToDb(endsOn),
        }
      }),
    ),
  )
  await tx.schoolHoliday.deleteMany({})
  await tx.schoolHoliday.createMany({ data: periods })
}
