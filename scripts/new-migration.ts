/**
 * npm run db:migration -- add_column_x
 * Writes the next migration: what leads from the schema of the last committed migration to the schema of
 * the working tree. Constraints that Prisma cannot express are added to its SQL by hand.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { readSchema } from './platform/migrate.ts'
import { startPostgres } from './platform/postgres.ts'
import { ROOT } from './platform/root.ts'
import { FILTERS, openSchemaEngine, type SchemaFiles } from './platform/schema-engine.ts'

const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim()

/** The schema as it was committed with the last migration: each one is committed with its schema. */
function schemaOfLastMigration(): SchemaFiles {
  const commit = git('log', '-1', '--format=%H', '--', 'prisma/migrations')
  if (!commit) return []
  const files = git('ls-tree', '--name-only', '--full-tree', commit, 'prisma/schema/').split('\n')
  return files.map((file) => [join(ROOT, file), git('show', `${commit}:${file}`)])
}

const container = (files: SchemaFiles) => ({
  tag: 'schemaDatamodel' as const,
  files: files.map(([path, content]) => ({ path, content })),
})

const name = process.argv[2]?.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
if (!name) throw new Error('npm run db:migration -- <name>')
if (git('status', '--porcelain', 'prisma/migrations'))
  throw new Error('prisma/migrations holds changes: commit them with their schema first')

/** The SQL that leads from one schema to another. The engine wants a server to talk to, and asks little of it. */
async function difference(before: SchemaFiles, after: SchemaFiles): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'espace-famille-migration-'))
  chmodSync(directory, 0o711)
  const postgres = await startPostgres({ directory: join(directory, 'postgres'), password: 'none' })
  try {
    const engine = await openSchemaEngine(after, postgres.url('postgres'))
    const parameters = {
      from: before.length === 0 ? ({ tag: 'empty' } as const) : container(before),
      to: container(after),
      script: true,
      exitCode: null,
      filters: FILTERS,
      shadowDatabaseUrl: null,
    }
    return (await engine.diff(parameters)).stdout ?? ''
  } finally {
    await postgres.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

const sql = await difference(schemaOfLastMigration(), readSchema())
const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
const folder = join(ROOT, 'prisma/migrations', `${stamp}_${name}`)
mkdirSync(folder)
writeFileSync(join(folder, 'migration.sql'), sql)
console.log(relative(ROOT, join(folder, 'migration.sql')))
