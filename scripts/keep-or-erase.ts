/**
 * npm run retention: erases what is no longer to be kept, as the portal does every night; with « -- --dry-run », only
 * tells what would go. Beside the portal's own database, the portal is stopped.
 */
import { join } from 'node:path'
import { runVisibly } from './platform/demonstration.ts'
import { lockDataDir } from './platform/lock.ts'
import { startPostgres } from './platform/postgres.ts'
import { Problem } from './platform/problem.ts'
import { storedSecrets } from './platform/secrets.ts'
import { appEnvironment, readSettings, type Settings } from './platform/settings.ts'

const script = (settings: Settings, url: string, isDry: boolean) =>
  runVisibly('scripts/retention-run.ts', {
    ...appEnvironment(settings, url, 'production'),
    RETENTION_DRY_RUN: isDry ? '1' : undefined,
  })

async function run(args: string[]): Promise<boolean> {
  const unknown = args.find((arg) => arg !== '--dry-run')
  if (unknown) throw new Problem(`« ${unknown} » n’est pas une option : il n’y a que --dry-run.`)
  const isDry = args.includes('--dry-run')
  const settings = readSettings(process.env)
  if (settings.databaseUrl) return script(settings, settings.databaseUrl, isDry)
  const release = await lockDataDir(settings.dataDir, settings.appUrl)
  try {
    const postgres = await startPostgres({
      directory: join(settings.dataDir, 'postgres'),
      password: storedSecrets(settings.dataDir).POSTGRES_PASSWORD,
    })
    return await script(settings, postgres.url('espace_famille'), isDry).finally(postgres.stop)
  } finally {
    release()
  }
}

try {
  process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1
} catch (error) {
  console.error(`\n✖ ${error instanceof Problem ? error.message : String(error)}\n`)
  process.exitCode = 1
}
process.disconnect?.()
