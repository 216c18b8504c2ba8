import { dayToDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type {
  Activity,
  ActivityGroup,
  Booking,
  BookingRequest,
  BookingState,
  Child,
  Closure,
  Enrollment,
  Family,
  Prisma,
  SchoolZone,
} from '@/lib/generated/prisma/client.ts'
import { holdsPlace } from '@/lib/planning/rules/states'
import { CREATED_AT } from './accounts'

export type ActivityValues = Partial<Omit<Prisma.ActivityUncheckedCreateInput, 'groups'>> & {
  /** Of the one group, unless `groups` are given. */
  capacity?: number | null
  groups?: Partial<Prisma.ActivityGroupCreateWithoutActivityInput>[]
}

export type TestActivity = Activity & { groups: ActivityGroup[] }

/** An activity: by default a canteen on school days, accepted at once, until two days before at 10:00. */
export async function createActivity(
  db: Tx,
  { capacity = null, groups = [{ capacity }], ...values }: ActivityValues = {},
): Promise<TestActivity> {
  return db.activity.create({
    data: {
      name: 'Cantine',
      icon: 'MEAL',
      position: 1,
      opensOn: 'SCHOOL_DAYS',
      weekdays: [1, 2, 4, 5],
      startsAt: '11:45',
      endsAt: '13:30',
      autoAccepts: true,
      bookingOpens: { kind: 'NONE' },
      bookingDeadline: DEADLINE,
      lateBooking: { policy: 'REFUSED' },
      absenceDeadline: DEADLINE,
      lateAbsence: { accepted: false, proofHours: null },
      ...values,
      groups: { create: groups.map((group, index) => ({ position: index + 1, ...group })) },
    },
    include: { groups: { orderBy: { position: 'asc' } } },
  })
}

/** Two calendar days before, until 10:00 included (lib/activity/rules/deadline.ts). */
export const DEADLINE = {
  kind: 'DAYS_BEFORE',
  days: 2,
  time: '10:00',
  counting: 'CALENDAR',
  from: 'DAY',
} as const

/** A child's enrollment in an activity: by default on the four school weekdays. */
export async function enroll(
  db: Tx,
  child: Pick<Child, 'id'>,
  activity: Pick<Activity, 'id'>,
  { startsOn, endsOn, weekdays = [1, 2, 4, 5] }: { startsOn: Day; endsOn: Day; weekdays?: number[] },
): Promise<Enrollment> {
  return db.enrollment.create({
    data: {
      childId: child.id,
      activityId: activity.id,
      startsOn: dayToDb(startsOn),
      endsOn: dayToDb(endsOn),
      weekdays,
    },
  })
}

type BookingInput = {
  child: Pick<Child, 'id'>
  family: Pick<Family, 'id'>
  activity: TestActivity
  day: Day
  state?: BookingState
  request?: Pick<BookingRequest, 'id'>
  reason?: string
  at?: Date
}

/** A child's booking of one day, and the day's counter with it. */
export async function createBooking(db: Tx, input: BookingInput): Promise<Booking> {
  const { child, family, activity, state = 'BOOKED', request, reason, at = CREATED_AT } = input
  const day = dayToDb(input.day)
  const places = Number(holdsPlace(state))
  const [group] = activity.groups as [ActivityGroup]
  const key = { activityId: activity.id, groupId: group.id, day }
  await db.activityDay.upsert({
    where: { activityId_groupId_day: key },
    create: { ...key, capacity: group.capacity, booked: places },
    update: { booked: { increment: places } },
  })
  return db.booking.create({
    data: {
      childId: child.id,
      activityId: activity.id,
      groupId: group.id,
      familyId: family.id,
      day,
      state,
      requestId: request?.id,
      reason,
      updatedAt: at,
    },
  })
}

type RequestInput = Partial<Omit<BookingRequest, 'startsOn' | 'endsOn'>> & { startsOn: Day; endsOn?: Day }

/** A request of a family, pending by default; its bookings are made apart. */
export async function createBookingRequest(
  db: Tx,
  family: Pick<Family, 'id'>,
  input: RequestInput,
): Promise<BookingRequest> {
  const { startsOn, endsOn = startsOn, ...values } = input
  return db.bookingRequest.create({
    data: {
      kind: 'RESERVATION',
      weekdays: [],
      state: 'PENDING',
      askedAt: CREATED_AT,
      ...values,
      familyId: family.id,
      startsOn: dayToDb(startsOn),
      endsOn: dayToDb(endsOn),
    },
  })
}

/** School holidays of a zone: [name, first day off, last day off]. */
export async function createSchoolHolidays(
  db: Tx,
  zone: SchoolZone,
  holidays: [string, Day, Day][],
): Promise<void> {
  await db.schoolHoliday.createMany({
    data: holidays.map(([name, startsOn, endsOn]) => ({
      zone,
      name,
      startsOn: dayToDb(startsOn),
      endsOn: dayToDb(endsOn),
    })),
  })
}

/** Days on which an activity (all, without one) is closed. */
export async function createClosure(
  db: Tx,
  {
    activityId,
    name,
    startsOn,
    endsOn = startsOn,
  }: { activityId?: number; name: string; startsOn: Day; endsOn?: Day },
): Promise<Closure> {
  return db.closure.create({
    data: { activityId, name, startsOn: dayToDb(startsOn), endsOn: dayToDb(endsOn) },
  })
}
