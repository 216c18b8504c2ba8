import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureDatabase, sealTemplate } from './database.ts'
import { loadDemonstration } from './demonstration.ts'
import { migrate } from './migrate.ts'
import { startPostgres, type Postgres } from './postgres.ts'

/** Keys for one run: what the templates hold encrypted, every process of it reads. */
const SECRETS = {
  APP_SECRET: randomBytes(32).toString('base64url'),
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
}

/** A directory for one run, which its caller removes. PostgreSQL's user goes through it when root runs it. */
export function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'espace-famille-test-'))
  chmodSync(directory, 0o711)
  return directory
}

/** A PostgreSQL for one run, quick rather than safe; `settings` beside. */
export function startTestPostgres(
  directory: string,
  settings: Record<string, string> = {},
): Promise<Postgres> {
  const quick = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  }
  const password = randomBytes(16).toString('hex')
  return startPostgres({
    directory: join(directory, 'postgres'),
    password,
    settings: { ...quick, ...settings },
  })
}

/** The template that database tests clone: migrated and empty. */
export async function makeEmptyTemplate(postgres: Postgres): Promise<void> {
  await ensureDatabase(postgres.url('postgres'), 'template_empty')
  await migrate(postgres.url('template_empty'))
  await sealTemplate(postgres.url('postgres'), 'template_empty')
}

/** The template that journeys clone: the demonstration, at the instant at which their clock starts. */
export async function makeDemonstrationTemplate(postgres: Postgres, env: NodeJS.ProcessEnv): Promise<void> {
  await ensureDatabase(postgres.url('postgres'), 'template_demonstration')
  await migrate(postgres.url('template_demonstration'))
  await loadDemonstration({ ...env, DATABASE_URL: postgres.url('template_demonstration') })
  await sealTemplate(postgres.url('postgres'), 'template_demonstration')
}

/** What the code under test reads of its environment; never what the caller's holds of it. */
export function applicationEnvironment(directory: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...SECRETS,
    TZ: 'America/New_York',
    APP_MODE: 'test',
    CLOCK_START: '2026-11-24T08:00:00Z',
    DATABASE_URL: undefined,
    RESEND_API_KEY: undefined,
    TRUST_PROXY: undefined,
    SECURE_COOKIES: undefined,
    // Nothing leaves the machine: a test that searches an address names its own stand-in.
    GEOCODING_URL: '0',
    DATA_DIR: join(directory, 'data'),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  }
}
