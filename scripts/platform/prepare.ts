import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSchema } from './migrate.ts'
import { Problem } from './problem.ts'
import { ROOT } from './root.ts'

/** What the build is made of: a change in one of these asks for a new one. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tailwind.config.ts',
  'tsconfig.json',
]

/** Generates Prisma's client if the schema has changed since. */
export async function generateClient(stopping: AbortSignal): Promise<void> {
  const digest = createHash('sha256').update(JSON.stringify(readSchema())).digest('hex')
  const mark = join(ROOT, 'lib/generated/schema.sha256')
  if (readMark(mark) === digest) return
  await runTool('prisma', ['generate'], {}, 'Le client de la base n’a pas pu être produit.', stopping)
  writeFileSync(mark, digest)
}

/**
 * Builds the application if its sources have changed since the last build, or if it was made with another key
 * of the server actions, which names them.
 */
export async function buildApp(actionsKey: string, stopping: AbortSignal): Promise<void> {
  const mark = join(ROOT, '.next/built-from.sha256')
  const digest = digestOfSources(actionsKey)
  if (readMark(mark) === digest) return
  console.log('Construction de l’application (une demi-minute environ la première fois)…')
  rmSync(mark, { force: true })
  const env = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey,
  }
  await runTool('next', ['build'], env, 'L’application n’a pas pu être construite.', stopping)
  writeFileSync(mark, digest)
}

function readMark(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function digestOfSources(actionsKey: string): string {
  const hash = createHash('sha256').update(process.version).update(actionsKey)
  for (const file of SOURCES.flatMap(filesOf))
    hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex')
}

/** The files of a path of the repository, in one order; what is generated is left out. */
function filesOf(path: string): string[] {
  const stat = statSync(join(ROOT, path), { throwIfNoEntry: false })
  if (!stat || path === 'lib/generated') return []
  if (stat.isFile()) return [path]
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`))
}

/**
 * Runs a program of node_modules/.bin to its end; its output is shown only if it fails.
 * @throws Problem when it fails.
 */
async function runTool(
  name: string,
  args: string[],
  env: Record<string, string>,
  failure: string,
  stopping: AbortSignal,
): Promise<void> {
  stopping.throwIfAborted()
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/.bin', name), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => child.kill('SIGTERM')
  stopping.addEventListener('abort', stop)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk))
  // Not « exit »: what it wrote last may still be on its way.
  await once(child, 'close')
  stopping.removeEventListener('abort', stop)
  stopping.throwIfAborted()
  if (child.exitCode !== 0) throw new Problem(`${failure} (${child.signalCode ?? child.exitCode})\n${output}`)
}
