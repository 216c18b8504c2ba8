import { day, type Day } from '@/lib/core/day'
import type { Child, Prisma } from '@/lib/generated/prisma/client.ts'
import { createActivity, type TestActivity } from '@/tests/factories/planning'
import { periodToDb } from './calendar'
import { schoolYearOf, type Household, type Seed } from './families'

export type Activities = Record<'canteen' | 'morning' | 'evening' | 'wednesday' | 'holidays', TestActivity>

const deadline = (days: number, counting: 'CALENDAR' | 'WORKING', time = '10:00') => ({
  kind: 'DAYS_BEFORE',
  days,
  time,
  counting,
  from: 'DAY',
})

/**
 * The five activities: the canteen and the morning accept at once, an agent decides the others. The canteen takes late
 * requests, at a price; Wednesdays have a group for each age, and a waiting list.
 */
export async function seedActivities({ db }: Seed): Promise<Activities> {
  return {
    canteen: await createActivity(db, {
      name: 'Cantine',
      icon: 'MEAL',
      position: 1,
      startsAt: '11:45',
      endsAt: '13:30',
      capacity: 120,
      bookingDeadline: deadline(2, 'CALENDAR'),
      lateBooking: { policy: 'SURCHARGE', until: deadline(1, 'CALENDAR') },
      absenceDeadline: deadline(2, 'CALENDAR'),
      lateAbsence: { accepted: true, proofHours: 48 },
    }),
    morning: await createActivity(db, {
      name: 'Accueil du matin',
      icon: 'MORNING',
      position: 2,
      isChildcare: true,
      startsAt: '07:30',
      endsAt: '08:30',
      capacity: 40,
      bookingDeadline: deadline(1, 'CALENDAR', '12:00'),
      absenceDeadline: deadline(1, 'CALENDAR', '12:00'),
    }),
    evening: await createActivity(db, {
      name: 'Accueil du soir',
      icon: 'EVENING',
      position: 3,
      isChildcare: true,
      startsAt: '16:30',
      endsAt: '18:30',
      capacity: 45,
      autoAccepts: false,
      bookingDeadline: deadline(1, 'CALENDAR', '12:00'),
      absenceDeadline: deadline(1, 'CALENDAR', '12:00'),
    }),
    wednesday: await createActivity(db, {
      name: 'Mercredi loisirs',
      icon: 'WEDNESDAY',
      position: 4,
      isChildcare: true,
      weekdays: [3],
      startsAt: '08:00',
      endsAt: '18:00',
      groups: [
        { name: '3-5 ans', maxAge: 5, capacity: 14 },
        { name: '6-11 ans', minAge: 6, capacity: 18 },
      ],
      autoAccepts: false,
      bookingDeadline: deadline(2, 'WORKING', '23:59'),
      absenceDeadline: deadline(2, 'WORKING', '23:59'),
      waitingList: 'AUTO',
    }),
    holidays: await createActivity(db, {
      name: 'Centre de loisirs (vacances)',
      icon: 'HOLIDAY',
      position: 5,
      isChildcare: true,
      opensOn: 'HOLIDAYS',
      weekdays: [1, 2, 3, 4, 5],
      startsAt: '08:00',
      endsAt: '18:00',
      capacity: 40,
      autoAccepts: false,
      bookingDeadline: deadline(5, 'WORKING', '23:59'),
      absenceDeadline: deadline(5, 'WORKING', '23:59'),
    }),
  }
}

/** A child enrolled in an activity, on these weekdays. */
export type Enrolled = {
  child: Child
  household: Household
  activity: TestActivity
  weekdays: number[]
  isOccasional?: boolean
}

const SCHOOL_WEEKDAYS = [1, 2, 4, 5]
const HABITS = [SCHOOL_WEEKDAYS, SCHOOL_WEEKDAYS, SCHOOL_WEEKDAYS, [1, 2, 4], [2, 4], [1, 5]] as const

/** Which activities a child without a story attends, by chance. */
export function inventEnrollments(
  { random }: Seed,
  households: Household[],
  activities: Activities,
): Enrolled[] {
  const { canteen, morning, evening, wednesday, holidays } = activities
  return households.flatMap((household) =>
    household.children.flatMap((child) => {
      const habits = [...random.pick(HABITS)]
      const enrolled = (activity: TestActivity, probability: number, weekdays: number[]) =>
        random.chance(probability) ? [{ child, household, activity, weekdays }] : []
      return [
        ...enrolled(canteen, 0.85, habits),
        ...enrolled(morning, 0.25, habits),
        ...enrolled(evening, 0.35, habits),
        ...enrolled(wednesday, 0.3, [3]),
        ...enrolled(holidays, 0.4, [1, 2, 3, 4, 5]),
      ]
    }),
  )
}

/** For the school year of the day and, from June on, for the next one too: families enroll before the summer. */
export async function seedEnrollments({ db, today }: Seed, enrolled: Enrolled[]): Promise<void> {
  const year = schoolYearOf(today)
  const years = today.slice(5) >= '06-01' && today.slice(5) < '09-01' ? [year, year + 1] : [year]
  const period = (start: number): [Day, Day] => [day(`${start}-09-01`), day(`${start + 1}-08-31`)]
  await db.enrollment.createMany({
    data: years.flatMap((start) =>
      enrolled.map(({ child, activity, weekdays, isOccasional }): Prisma.EnrollmentCreateManyInput => ({
        childId: child.id,
        activityId: activity.id,
        weekdays,
        isOccasional,
        ...periodToDb(...period(start)),
      })),
    ),
  })
}
