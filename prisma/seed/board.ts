import { randomUUID } from 'node:crypto'
import {
  addDays,
  addMonths,
  dayFromDb,
  dayToDb,
  firstOfMonth,
  lastOfMonth,
  weekdayOf,
  type Day,
} from '@/lib/core/day'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { groupOn } from '@/lib/activity/rules/groups'
import type { BookingBilling, BookingState, Prisma } from '@/lib/generated/prisma/client.ts'
import type { TestActivity } from '@/tests/factories/planning'
import { holdsPlace } from '@/lib/planning/rules/states'
import type { Enrolled } from './activities'
import { openDays, periodToDb } from './calendar'
import type { Household, Seed } from './families'

/** The bookings, requests and day counters of the demonstration, gathered in memory and written as sets. */
export type Board = {
  at: Date
  today: Day
  first: Day
  last: Day
  calendar: Calendar
  activities: TestActivity[]
  bookings: Map<string, Prisma.BookingCreateManyInput>
  booked: Map<string, number>
  requests: Prisma.BookingRequestCreateManyInput[]
}

/** An empty board over this month and the next one; in July over September too, so that there are school days. */
export function emptyBoard({ at, today }: Seed, calendar: Calendar, activities: TestActivity[]): Board {
  const months = today.slice(5, 7) === '07' ? 2 : 1
  return {
    at,
    today,
    first: firstOfMonth(today),
    last: lastOfMonth(addMonths(today, months)),
    calendar,
    activities,
    bookings: new Map(),
    booked: new Map(),
    requests: [],
  }
}

/** The open days of the board on which an enrolled child may come, from a day on. */
export function possibleDays(board: Board, { activity, weekdays }: Enrolled, from: Day = board.first): Day[] {
  return openDays(activity, from, board.last, board.calendar).filter((on) => weekdays.includes(weekdayOf(on)))
}

const keyOf = ({ child, activity }: Enrolled, on: Day) => `${child.id} ${activity.id} ${on}`

type Entry = {
  state: BookingState
  request?: { id: string }
  reason?: string
  household?: Household
  billing?: BookingBilling
  at?: Date
}

/** Puts a child on a day, in the group of its age, unless it is there already or the group is full. Says whether it did. */
export function put(
  board: Board,
  enrolled: Enrolled,
  on: Day,
  // An absence was declared in time, unless told otherwise.
  {
    state,
    request,
    reason,
    household,
    billing = state === 'ABSENT' ? 'FREE' : 'STANDARD',
    at = board.at,
  }: Entry,
): boolean {
  const { child, activity } = enrolled
  const key = keyOf(enrolled, on)
  const group = groupOn({ ...child, birthDate: dayFromDb(child.birthDate) }, activity.groups, on, null)
  if (!group || board.bookings.has(key)) return false
  const { id: groupId, capacity } = group
  const place = `${groupId} ${on}`
  const booked = board.booked.get(place) ?? 0
  const holds = holdsPlace(state)
  if (holds && capacity !== null && booked >= capacity) return false
  if (holds) board.booked.set(place, booked + 1)
  board.bookings.set(key, {
    childId: child.id,
    activityId: activity.id,
    groupId,
    familyId: (household ?? enrolled.household).id,
    day: dayToDb(on),
    state,
    billing,
    requestId: request?.id,
    reason,
    updatedAt: at,
  })
  return true
}

type Asked = Omit<
  Prisma.BookingRequestCreateManyInput,
  'id' | 'familyId' | 'childIds' | 'activityIds' | 'startsOn' | 'endsOn' | 'weekdays'
>

/** A request of a household for these children and days; the bookings are put apart. */
export function ask(
  board: Board,
  enrolled: [Enrolled, ...Enrolled[]],
  days: Day[],
  asked: Asked,
): { id: string } {
  const sorted = [...days].sort()
  const id = randomUUID()
  const { household } = enrolled[0]
  board.requests.push({
    authorId: household.account?.id,
    ...asked,
    id,
    familyId: household.id,
    childIds: [...new Set(enrolled.map(({ child }) => child.id))],
    activityIds: [...new Set(enrolled.map(({ activity }) => activity.id))],
    ...periodToDb(sorted[0]!, sorted.at(-1)!),
    weekdays: [...new Set(sorted.map(weekdayOf))].sort(),
  })
  return { id }
}

/** An instant of n days and h hours before the present one. */
export function before(board: Board, days: number, hours = 0): Date {
  return new Date(board.at.getTime() - days * 86_400_000 - hours * 3_600_000)
}

/** Writes the board: requests in the order they were asked, so that their numbers follow, then days, then bookings. */
export async function writeBoard({ db }: Seed, board: Board): Promise<void> {
  const requests = [...board.requests].sort((a, b) => Number(a.askedAt) - Number(b.askedAt))
  await db.bookingRequest.createMany({ data: requests })
  await db.activityDay.createMany({
    data: board.activities.flatMap((activity) =>
      openDays(activity, board.first, board.last, board.calendar).flatMap((on) =>
        activity.groups.map(({ id: groupId, capacity }) => ({
          activityId: activity.id,
          day: dayToDb(on),
          groupId,
          capacity,
          booked: board.booked.get(`${groupId} ${on}`) ?? 0,
        })),
      ),
    ),
  })
  const bookings = [...board.bookings.values()]
  const waiting = bookings.filter(({ state }) => state === 'WAITLISTED')
  const numbers = await db.$queryRaw<{ number: bigint }[]>`
    SELECT nextval('"Booking_waitingNumber_seq"') AS number FROM generate_series(1, ${waiting.length})`
  waiting.forEach((one, index) => (one.waitingNumber = numbers[index]!.number))
  await db.booking.createMany({ data: bookings })
}

/**
 * Months are booked as families do: most days taken, some absences, some days left free. The next Wednesday is full: those
 * who come too late wait for a place.
 */
export function putInventedBookings(board: Board, { random }: Seed, enrolled: Enrolled[]): void {
  const tomorrow = addDays(board.today, 1)
  const wednesdays = board.activities.find(({ icon }) => icon === 'WEDNESDAY')!
  const fullDay = openDays(wednesdays, tomorrow, board.last, board.calendar)[0]
  let waiting = 0
  for (const one of enrolled) {
    const days = possibleDays(board, one).filter(
      (on) => random.chance(0.78) || (one.activity.id === wednesdays.id && on === fullDay),
    )
    if (days.length === 0) continue
    const decided = {
      state: 'ACCEPTED',
      kind: 'RESERVATION',
      askedAt: before(board, 35),
      decidedAt: before(board, 33),
    } as const
    const request = one.household.account ? ask(board, [one], days, decided) : undefined
    for (const on of days) {
      const absent = on !== fullDay && random.chance(0.03)
      const past = random.chance(0.985) ? 'PRESENT' : 'NO_SHOW'
      const state = absent ? 'ABSENT' : on < board.today ? past : 'BOOKED'
      if (!put(board, one, on, { state, request }) && on === fullDay && one.household.account)
        waitFor(board, one, on, waiting++)
    }
  }
}

/** Puts a child on the waiting list of a full day, some hours after the `rank` before it, unless it is there already. */
function waitFor(board: Board, one: Enrolled, on: Day, rank: number): void {
  if (board.bookings.has(keyOf(one, on))) return
  const at = before(board, 5, -7 * rank)
  const request = ask(board, [one], [on], { kind: 'RESERVATION', state: 'WAITING', askedAt: at })
  put(board, one, on, { state: 'WAITLISTED', request, at })
}

/** Requests that wait for an agent: at most `count`, of as many households, the oldest asked six days ago. */
export function askPending(board: Board, { random }: Seed, enrolled: Enrolled[], count: number): void {
  const asked = new Set<string>()
  for (const one of enrolled) {
    const { household, activity } = one
    if (asked.size === count) return
    if (activity.autoAccepts || !household.account || asked.has(household.id)) continue
    const days = possibleDays(board, one, addDays(board.today, 8)).slice(0, 1 + random.below(4))
    if (days.length === 0) continue
    const request = ask(board, [one], days, {
      kind: 'RESERVATION',
      state: 'PENDING',
      askedAt: before(board, 0, 2 + asked.size * 7),
      comment: random.chance(0.3) ? random.pick(COMMENTS) : null,
    })
    for (const on of days) put(board, one, on, { state: 'REQUESTED', request })
    asked.add(household.id)
  }
}

const COMMENTS = [
  'Je reprends le travail à temps plein ce mois-ci.',
  'Si possible dans le même groupe que son cousin.',
  'Nous viendrons le chercher avant 17 h 30.',
  'Changement de planning à l’hôpital, merci d’avance.',
]
