import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { Problem } from './problem.ts'
import { ROOT } from './root.ts'
import { FILTERS, openSchemaEngine, type SchemaFiles } from './schema-engine.ts'

const MIGRATIONS = join(ROOT, 'prisma/migrations')
const SCHEMA = join(ROOT, 'prisma/schema')

/** Names the lock under which one process migrates while the others wait. */
const LOCK = 4_057_121_893

type Migration = { name: string; sql: string }

/** The migrations of the repository, oldest first. */
function readMigrations(): Migration[] {
  return readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The Prisma schema of the working tree. */
export function readSchema(): SchemaFiles {
  return readdirSync(SCHEMA).map((file) => [join(SCHEMA, file), readFileSync(join(SCHEMA, file), 'utf8')])
}

/**
 * Applies the migrations that a database lacks. Processes that start together wait for one another.
 * Returns the names of those applied.
 * @throws Problem when one fails, or when the database has one that this version does not know.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const migrations = readMigrations()
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    if (await isUpToDate(client, migrations)) return []
    const engine = await openSchemaEngine(readSchema(), databaseUrl)
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: MIGRATIONS,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: FILTERS,
    })
    return appliedMigrationNames
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(`La base n’a pas pu être mise à jour : ${(error as Error).message}`, { cause: error })
  } finally {
    await client.end()
  }
}

/** Whether the database already has every migration, as they are: then the engine need not be loaded. */
async function isUpToDate(client: pg.Client, migrations: Migration[]): Promise<boolean> {
  const { rows: tables } = await client.query(`SELECT to_regclass('public._prisma_migrations') AS name`)
  if (!tables[0].name) return false
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM public._prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  )
  const ours = new Set(migrations.map(({ name }) => name))
  const unknown = rows.find(({ name }) => !ours.has(name))
  if (unknown)
    throw new Problem(
      `La base vient d’une version plus récente du portail (migration ${unknown.name}) : installez cette version, ou restaurez une sauvegarde.`,
    )
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]))
  return migrations.every(
    ({ name, sql }) => applied.get(name) === createHash('sha256').update(sql).digest('hex'),
  )
}
