/**
 * Measures and prints tables; asserts nothing. Each program of tests/bench runs in a process of its own, so that its
 * memory is its own, on a database of its own. Arguments: names of programs, all of them without.
 */
import { spawn } from 'node:child_process'
import { cpus } from 'node:os'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { cloneTemplate } from './platform/database.ts'
import { SERVER_MODULES } from './platform/demonstration.ts'
import { buildApp, generateClient } from './platform/prepare.ts'
import { Problem } from './platform/problem.ts'
import { ended } from './platform/processes.ts'
import { ROOT } from './platform/root.ts'
import { storedSecrets } from './platform/secrets.ts'
import { actionsKey, openDataDir } from './platform/settings.ts'
import {
  applicationEnvironment,
  makeDemonstrationTemplate,
  makeDirectory,
  makeEmptyTemplate,
  startTestPostgres,
} from './platform/test-ground.ts'

/** What there is to measure, and the database that each starts from. */
const PROGRAMS = {
  'import-town': 'template_empty',
  'import-large': 'template_empty',
  planning: 'template_demonstration',
  'period-request': 'template_demonstration',
  billing: 'template_empty',
  'run-pdf': 'template_empty',
} as const
type Program = keyof typeof PROGRAMS

async function run(programs: Program[], directory: string, stopping: AbortSignal): Promise<void> {
  await generateClient(stopping)
  const env = applicationEnvironment(directory)
  const templates = new Set(programs.map((program) => PROGRAMS[program]))
  if (templates.has('template_demonstration')) {
    const key = actionsKey(storedSecrets(openDataDir(undefined)))
    await buildApp(key, stopping)
    env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = key
  }
  const counting = { shared_preload_libraries: 'pg_stat_statements' }
  const postgres = await startTestPostgres(directory, counting)
  try {
    if (templates.has('template_empty')) await makeEmptyTemplate(postgres)
    if (templates.has('template_demonstration')) await makeDemonstrationTemplate(postgres, env)
    console.log(`${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}, PostgreSQL beside\n`)
    for (const program of programs) {
      stopping.throwIfAborted()
      const database = `bench_${program.replaceAll('-', '_')}`
      await cloneTemplate(postgres.url('postgres'), database, PROGRAMS[program])
      const child = spawn(process.execPath, [...SERVER_MODULES, join(ROOT, `tests/bench/${program}.ts`)], {
        cwd: ROOT,
        env: { ...env, DATABASE_URL: postgres.url(database) },
        stdio: 'inherit',
      })
      const stop = () => child.kill('SIGTERM')
      stopping.addEventListener('abort', stop)
      await ended(child)
      stopping.removeEventListener('abort', stop)
      stopping.throwIfAborted()
      if (child.exitCode !== 0) throw new Problem(`${program} n’a pas abouti.`)
    }
  } finally {
    await postgres.stop()
  }
}

const asked = process.argv.slice(2)
const programs = (Object.keys(PROGRAMS) as Program[]).filter(
  (program) => asked.length === 0 || asked.includes(program),
)
const directory = makeDirectory()
const stop = new AbortController()
for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(event, () => stop.abort())
let code = 0
try {
  await run(programs, directory, stop.signal)
} catch (error) {
  code = 1
  if (!stop.signal.aborted) console.error(error instanceof Problem ? `\n✖ ${error.message}\n` : error)
}
rmSync(directory, { recursive: true, force: true })
process.exit(code)
