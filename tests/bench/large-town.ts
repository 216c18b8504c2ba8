import pg from 'pg'

/** A town of 20,000 families: how many there are of each. */
export const TOWN = { families: 20_000, children: 40_000, daysEach: 200 } as const

/**
 * Fills a database with families whose children are booked every school day of a year: eight million bookings. Written
 * by PostgreSQL itself, without checking the foreign keys, which hold by construction.
 */
export async function growTown(activityId: number, groupId: number): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  const { families, children, daysEach } = TOWN
  const id = (kind: number, n: string) =>
    `('${kind}0000000-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
  await client.query('SET session_replication_role = replica')
  await client.query(`
    INSERT INTO "Family" (id, name, "createdAt")
    SELECT ${id(1, 'n')}, 'Famille ' || n, '2025-09-01' FROM generate_series(1, ${families}) n`)
  await client.query(`
    INSERT INTO "Child" (id, "lastName", "firstNames", sex, "birthDate", colour, "createdAt")
    SELECT ${id(2, 'n')}, 'Famille ' || n, 'Enfant', 'F', '2018-03-14', n % 6, '2025-09-01' FROM generate_series(1, ${children}) n`)
  await client.query(`
    INSERT INTO "Enrollment" (id, "childId", "activityId", "startsOn", "endsOn", weekdays)
    SELECT ${id(3, 'n')}, ${id(2, 'n')}, ${activityId}, '2026-09-01', '2027-08-31', '{1,2,4,5}' FROM generate_series(1, ${children}) n`)
  await client.query(`
    INSERT INTO "Booking" ("childId", day, "activityId", "groupId", state, "familyId", "updatedAt")
    SELECT ${id(2, 'n')}, '2026-09-01'::date + d, ${activityId}, ${groupId}, 'BOOKED', ${id(1, `(n - 1) / ${children / families} + 1`)}, '2026-08-01'
    FROM generate_series(0, ${daysEach - 1}) d, generate_series(1, ${children}) n`)
  await client.query('VACUUM ANALYZE "Booking", "Child", "Family", "Enrollment"')
  await client.end()
}
