/**
 * npm run secrets:rotate: encrypts what the database holds with the current key, the first of ENCRYPTION_KEYS. Where the
 * portal keeps its keys itself, it makes a new one first, and drops the former ones at the end.
 */
import { join } from 'node:path'
import { runVisibly } from './platform/demonstration.ts'
import { lockDataDir } from './platform/lock.ts'
import { startPostgres } from './platform/postgres.ts'
import { Problem } from './platform/problem.ts'
import { beginKeyChange, endKeyChange, storedSecrets } from './platform/secrets.ts'
import { appEnvironment, readSettings, type Settings } from './platform/settings.ts'

const rotate = (settings: Settings, url: string) =>
  runVisibly('scripts/rotate-keys.ts', appEnvironment(settings, url, 'production'))

async function run(): Promise<boolean> {
  const settings = readSettings(process.env)
  if (settings.databaseUrl) return rotate(settings, settings.databaseUrl)
  const release = await lockDataDir(settings.dataDir, settings.appUrl)
  try {
    return await rotateOwn(settings)
  } finally {
    release()
  }
}

/** The portal's own database, which nobody else uses meanwhile. */
async function rotateOwn({ dataDir }: Settings): Promise<boolean> {
  const keepsKeys = !process.env.ENCRYPTION_KEYS
  if (keepsKeys) beginKeyChange(dataDir)
  const postgres = await startPostgres({
    directory: join(dataDir, 'postgres'),
    password: storedSecrets(dataDir).POSTGRES_PASSWORD,
  })
  try {
    const isDone = await rotate(readSettings(process.env), postgres.url('espace_famille'))
    if (isDone && keepsKeys) endKeyChange(dataDir)
    return isDone
  } finally {
    await postgres.stop()
  }
}

try {
  process.exitCode = (await run()) ? 0 : 1
} catch (error) {
  console.error(`\n✖ ${error instanceof Problem ? error.message : String(error)}\n`)
  process.exitCode = 1
}
process.disconnect?.()
