import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { readSchema } from './migrate.ts'
import { Problem } from './problem.ts'
import { ROOT } from './root.ts'

/** Runs a program of node_modules/.bin to its end; its output is shown only if it fails. */
function runTool(name: string, args: string[], failure: string, env: Record<string, string> = {}): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/.bin', name), ...args],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env } },
  )
  if (status !== 0) throw new Problem(`${failure}\n${stdout}${stderr}`)
}

/** Generates Prisma's client if the schema has changed since. */
export function generateClient(): void {
  const digest = createHash('sha256').update(JSON.stringify(readSchema())).digest('hex')
  const mark = join(ROOT, 'lib/generated/schema.sha256')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return
  runTool('prisma', ['generate'], 'Le client de la base n’a pas pu être produit.')
  writeFileSync(mark, digest)
}
