/**
 * Gives the tests what they need (a PostgreSQL, and for the journeys a build and a browser), runs Playwright with
 * the arguments given, stops everything, and ends with one line that counts.
 */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from './platform/browser.ts'
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

async function runPlaywright(args: string[], env: NodeJS.ProcessEnv, stopping: AbortSignal): Promise<number> {
  stopping.throwIfAborted()
  const cli = join(ROOT, 'node_modules/@playwright/test/cli.js')
  const playwright = spawn(process.execPath, [cli, 'test', ...args], { cwd: ROOT, stdio: 'inherit', env })
  stopping.addEventListener('abort', () => playwright.kill('SIGINT'))
  await ended(playwright)
  return playwright.exitCode ?? 1
}

async function run(args: string[], directory: string, stopping: AbortSignal): Promise<number> {
  const projects = projectsOf(args)
  const env = applicationEnvironment(directory)
  await generateClient(stopping)
  const forPlaywright: NodeJS.ProcessEnv = {
    ...env,
    NODE_OPTIONS: `--conditions=react-server --import ${join(ROOT, 'scripts/platform/server-imports.mjs')}`,
    TEST_SUMMARY: join(directory, 'summary.json'),
  }
  if (projects.has('e2e')) {
    const browser = await findBrowser()
    const key = actionsKey(storedSecrets(openDataDir(undefined)))
    await buildApp(key, stopping)
    Object.assign(forPlaywright, {
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key,
      TEST_CHROMIUM: browser.executable,
      TEST_CHROMIUM_ARGS: browser.args.join(' '),
    })
  }
  if (!projects.has('database') && !projects.has('e2e')) return runPlaywright(args, forPlaywright, stopping)

  const postgres = await startTestPostgres(directory)
  try {
    if (projects.has('database')) await makeEmptyTemplate(postgres)
    if (projects.has('e2e')) await makeDemonstrationTemplate(postgres, env)
    return await runPlaywright(
      args,
      { ...forPlaywright, TEST_POSTGRES_URL: postgres.url('postgres') },
      stopping,
    )
  } finally {
    await postgres.stop()
  }
}

function summaryOf(directory: string): { passed: number; failed: number } {
  try {
    return JSON.parse(readFileSync(join(directory, 'summary.json'), 'utf8'))
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const directory = makeDirectory()
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, () => stop.abort())
let code = 1
try {
  code = await run(process.argv.slice(2), directory, stop.signal)
} catch (error) {
  if (!stop.signal.aborted) console.error(error instanceof Problem ? `\n✖ ${error.message}\n` : error)
}
const { passed, failed } = summaryOf(directory)
rmSync(directory, { recursive: true, force: true })
process.disconnect?.()
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(code === 0 && failed > 0 ? 1 : code)
