/**
 * Gives the tests what they need (a PostgreSQL, and for the journeys a build and a browser), runs Playwright with
 * the arguments given, stops everything, and ends with one line that counts.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from './platform/migrate.ts'
import { startPostgres, type Postgres } from './platform/postgres.ts'
import { generateClient } from './platform/prepare.ts'
import { Problem } from './platform/problem.ts'
import { ended } from './platform/processes.ts'
import { ROOT } from './platform/root.ts'

const PROJECTS = ['unit', 'database', 'e2e'] as const
type Project = (typeof PROJECTS)[number]

/** The projects that Playwright's arguments leave: named by --project, or by the folders of the files. */
function projectsOf(args: string[]): Set<Project> {
  const named = args.flatMap((arg, index) => {
    if (arg === '--project') return args[index + 1] ?? []
    return arg.startsWith('--project=') ? arg.slice('--project='.length) : []
  })
  const files = args.filter((arg) => !arg.startsWith('-') && /spec|tests/.test(arg))
  return new Set(
    PROJECTS.filter(
      (project) =>
        (named.length === 0 || named.includes(project)) &&
        (files.length === 0 ||
          files.some((file) => !/\b(unit|database|e2e)\b/.test(file) || file.includes(project))),
    ),
  )
}

/** A PostgreSQL for one run, quick rather than safe, with the template that the tests clone. */
async function startTestPostgres(directory: string): Promise<Postgres> {
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  }
  const postgres = await startPostgres({
    directory: join(directory, 'postgres'),
    password: randomBytes(16).toString('hex'),
    settings,
  })
  const client = new pg.Client({ connectionString: postgres.url('postgres') })
  await client.connect()
  await client.query('CREATE DATABASE template_empty')
  await client.end()
  await migrate(postgres.url('template_empty'))
  return postgres
}

/** What the code under test reads of its environment, and where the fixtures find what was made for them. */
function testEnvironment(directory: string, postgres: Postgres | undefined): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_OPTIONS: `--conditions=react-server --import ${join(ROOT, 'scripts/platform/server-imports.mjs')}`,
    TZ: 'America/New_York',
    APP_MODE: 'test',
    APP_SECRET: randomBytes(32).toString('base64url'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    CLOCK_START: '2026-11-24T08:00:00Z',
    DATABASE_URL: undefined,
    DATA_DIR: join(directory, 'data'),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    TEST_POSTGRES_URL: postgres?.url('postgres'),
    TEST_SUMMARY: join(directory, 'summary.json'),
  }
}

async function run(args: string[], directory: string, stopping: AbortSignal): Promise<number> {
  const projects = projectsOf(args)
  generateClient(stopping)
  const postgres =
    projects.has('database') || projects.has('e2e') ? await startTestPostgres(directory) : undefined
  try {
    if (stopping.aborted) return 130
    const playwright = spawn(
      process.execPath,
      [join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', ...args],
      { cwd: ROOT, stdio: 'inherit', env: testEnvironment(directory, postgres) },
    )
    stopping.addEventListener('abort', () => playwright.kill('SIGINT'))
    await ended(playwright)
    return playwright.exitCode ?? 130
  } finally {
    await postgres?.stop()
  }
}

function summaryOf(directory: string): { passed: number; failed: number } {
  try {
    return JSON.parse(readFileSync(join(directory, 'summary.json'), 'utf8'))
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const directory = mkdtempSync(join(tmpdir(), 'espace-famille-test-'))
// PostgreSQL's user goes through it when the tests run as root.
chmodSync(directory, 0o711)
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, () => stop.abort())
let code = 1
try {
  code = await run(process.argv.slice(2), directory, stop.signal)
} catch (error) {
  console.error(error instanceof Problem ? `\n✖ ${error.message}\n` : error)
}
const { passed, failed } = summaryOf(directory)
rmSync(directory, { recursive: true, force: true })
process.disconnect?.()
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(code === 0 && failed > 0 ? 1 : code)
