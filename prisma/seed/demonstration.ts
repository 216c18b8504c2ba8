import { dayInParis } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { seedDossiers } from './dossiers'
import { inventEnrollments, seedActivities, seedEnrollments } from './activities'
import { seedAuthority } from './authority'
import { askPending, emptyBoard, putInventedBookings, writeBoard } from './board'
import { nextHolidays, seedCalendar } from './calendar'
import { seedPendingChanges } from './changes'
import { seedCodes } from './codes'
import { delmasEnrollments, putDelmas } from './delmas'
import { seedDocuments } from './documents'
import { seedOuting } from './events'
import { seedInventedFamilies, seedSchools, type Seed } from './families'
import { seedJournal } from './journal'
import { seedDebits } from './debits'
import { pastBoard, putPastBookings, seedInvoices } from './past-months'
import { putAlternateWeeks, seedCustody, putLateCancellation } from './planning-stories'
import { randomFrom } from './random'
import { seedAgents, seedDelmas, seedNamedFamilies, seedNewcomer, seedSeparatedParents } from './stories'
import { seedTariffs } from './tariffs'
import { seedUnpaid } from './unpaid'

/** Requests that wait for the agents, those of the Delmas family included. */
const PENDING_REQUESTS = 23

/**
 * Fills an empty database with Vallombreuse, a town that does not exist, as it is at an instant: all or
 * nothing, and nothing at all when there is a collectivité already.
 *
 * @returns whether it wrote anything
 */
export async function seedDemonstration(at: Date): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('demonstration'))`
      if ((await tx.authority.count()) > 0) return false
      await seedTown({ db: tx, random: randomFrom(45_990), at, today: dayInParis(at) })
      return true
    },
    { timeout: 60_000 },
  )
}

async function seedTown(seed: Seed): Promise<void> {
  const calendar = await seedCalendar(seed)
  await seedAuthority(seed.db, seed.today, nextHolidays(seed.today, calendar))
  const schools = await seedSchools(seed.db)
  const activities = await seedActivities(seed)
  await seedTariffs(seed, activities)
  const { agent, billing } = await seedAgents(seed, activities)

  const delmas = await seedDelmas(seed, schools)
  const newcomer = await seedNewcomer(seed, schools)
  const { mother, father } = await seedSeparatedParents(seed, schools)
  const named = { delmas, ...(await seedNamedFamilies(seed, schools)) }
  const invented = await seedInventedFamilies(seed, schools)

  const ofDelmas = delmasEnrollments(activities, delmas)
  const ofJules = {
    child: mother.children[0]!,
    household: mother,
    activity: activities.canteen,
    weekdays: [1, 2, 4, 5],
  }
  const { leGall, traore, nguyen, dAngelo, benali } = named
  const others = inventEnrollments(
    seed,
    [leGall, traore, nguyen, dAngelo, benali, newcomer, ...invented],
    activities,
  )
  // The second child of the Traoré family has lunch at school now and then.
  const occasional = others.find(
    ({ child, activity }) => child === traore.children[1] && activity === activities.canteen,
  )
  await seedEnrollments(
    seed,
    [...Object.values(ofDelmas), ofJules, ...others].map((one) =>
      one === occasional ? { ...one, isOccasional: true } : one,
    ),
  )

  const board = emptyBoard(seed, calendar, Object.values(activities))
  putDelmas(board, ofDelmas, agent.id)
  const custody = await seedCustody(seed, ofJules, father)
  putAlternateWeeks(board, ofJules, father, custody)
  putLateCancellation(board, others, leGall)
  askPending(
    board,
    seed,
    others,
    PENDING_REQUESTS - board.requests.filter(({ state }) => state === 'PENDING').length,
  )
  putInventedBookings(board, seed, others)
  await writeBoard(seed, board)
  await seedOuting(seed, board, activities.canteen, schools.elementary, agent)
  const past = pastBoard(seed, board)
  putAlternateWeeks(past, ofJules, father, custody)
  putPastBookings(past, [...Object.values(ofDelmas), ...others])
  await seedInvoices(seed, past, billing, { late: leGall, unpaid: delmas })
  await seedUnpaid(seed, leGall)
  await seedDossiers(seed, delmas, mother)
  await seedDebits(seed, billing, [delmas, leGall])
  await seedPendingChanges(seed, named, invented)
  await seedDocuments(seed, named, { mother, father }, agent)
  await seedCodes(seed)
  await seedJournal(seed)
}
