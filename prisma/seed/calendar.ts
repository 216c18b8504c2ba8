import { addDays, day, dayToDb, daysFromTo, type Day } from '@/lib/core/day'
import { isOpen, type Calendar, type NamedPeriod, type Opening } from '@/lib/activity/rules/calendar'
import calendar from '../data/calendrier-scolaire.json' with { type: 'json' }
import { createClosure, createSchoolHolidays } from '@/tests/factories/planning'
import { schoolYearOf, type Seed } from './families'

/** The school holidays of zone B that the official calendar knows, oldest first. */
function knownHolidays(): NamedPeriod[] {
  return Object.entries(calendar.years).flatMap(([years, { holidays }]) =>
    holidays.map(({ name, B: [firstDayOff, resumes] }) => ({
      name: name.replace("'", '’'),
      startsOn: day(firstDayOff!),
      endsOn: resumes ? addDays(day(resumes), -1) : day(`${years.slice(5)}-08-31`),
    })),
  )
}

/** The calendar of the demonstration: holidays of zone B, and two days on which all is closed. */
export async function seedCalendar({ db, today }: Seed): Promise<Calendar> {
  const holidays = knownHolidays()
  await createSchoolHolidays(
    db,
    'B',
    holidays.map(({ name, startsOn, endsOn }) => [name, startsOn, endsOn]),
  )
  const year = schoolYearOf(today)
  const closures = [
    { name: 'Journée pédagogique', startsOn: day(`${year + 1}-05-25`), endsOn: day(`${year + 1}-05-25`) },
    { name: 'Fermeture de Noël', startsOn: day(`${year}-12-24`), endsOn: day(`${year}-12-26`) },
    { name: 'Fermeture d’août', startsOn: day(`${year + 1}-08-10`), endsOn: day(`${year + 1}-08-15`) },
  ]
  for (const closure of closures) await createClosure(db, closure)
  return { holidays, closures: closures.map((closure) => ({ ...closure, activityId: null })) }
}

/** The days from the first to the last on which an activity is open. */
export function openDays(activity: Opening, from: Day, to: Day, calendar: Calendar): Day[] {
  return daysFromTo(from, to).filter((on) => isOpen(activity, on, calendar).open)
}

/** The first school holidays that begin after a day, if the calendar knows any. */
export function nextHolidays(after: Day, { holidays }: Calendar): NamedPeriod | undefined {
  return holidays
    .filter(({ startsOn }) => startsOn > after)
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))[0]
}

/** An inclusive period as the database's columns. */
export const periodToDb = (startsOn: Day, endsOn: Day) => ({
  startsOn: dayToDb(startsOn),
  endsOn: dayToDb(endsOn),
})
