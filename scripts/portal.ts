/**
 * The whole portal in one command: its secrets, its database, its build, its demonstration, its web server; and
 * their end in the reverse order. Entered through scripts/start.mjs.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { checkDatabase, contentsOf, ensureDatabase } from './platform/database.ts'
import {
  freshSubscriberCode,
  loadDemonstration,
  openForAuthority,
  welcomeToDemonstration,
} from './platform/demonstration.ts'
import { lockDataDir } from './platform/lock.ts'
import { migrate } from './platform/migrate.ts'
import { startPayfip } from './platform/payfip.ts'
import { startPostgres } from './platform/postgres.ts'
import { buildApp, generateClient } from './platform/prepare.ts'
import { Problem } from './platform/problem.ts'
import { ended, isPortFree } from './platform/processes.ts'
import { ROOT } from './platform/root.ts'
import { storedSecrets } from './platform/secrets.ts'
import { actionsKey, appEnvironment, readSettings, type Settings } from './platform/settings.ts'

/** What was opened, in order: closed in the reverse one, the web server before its database. */
const opened: (() => Promise<void> | void)[] = []

/** Resolves, with what happened, when a part of the portal has ended by itself. */
type Failure = Promise<string>

async function openDatabase(settings: Settings): Promise<{ url: string; failure?: Failure }> {
  if (settings.databaseUrl) {
    await checkDatabase(settings.databaseUrl)
    return { url: settings.databaseUrl }
  }
  const postgres = await startPostgres({
    directory: join(settings.dataDir, 'postgres'),
    password: storedSecrets(settings.dataDir).POSTGRES_PASSWORD,
  })
  opened.push(postgres.stop)
  if (postgres.notice) console.log(postgres.notice)
  await ensureDatabase(postgres.url('postgres'), 'espace_famille')
  return {
    url: postgres.url('espace_famille'),
    failure: postgres.ended.then(() => 'La base de données s’est arrêtée.'),
  }
}

/** Loads the demonstration into an empty database, unless production or DEMO=0 says otherwise. */
async function prepareContents(
  settings: Settings,
  databaseUrl: string,
): Promise<'production' | 'demonstration'> {
  let contents = await contentsOf(databaseUrl)
  if (contents === 'nothing' && settings.wantsDemonstration) {
    console.log('Chargement de la démonstration…')
    await loadDemonstration(appEnvironment(settings, databaseUrl, 'demonstration'))
    contents = 'demonstration'
  }
  if (contents === 'nothing' || (contents === 'authority' && process.env.ADMIN_EMAIL)) {
    const hasAgent = await openForAuthority(appEnvironment(settings, databaseUrl, 'production'))
    if (!hasAgent)
      console.log(
        'Aucun agent : redémarrez avec ADMIN_EMAIL, qui reçoit le lien pour choisir son mot de passe.',
      )
  }
  return contents === 'demonstration' && !settings.isProduction ? 'demonstration' : 'production'
}

/** What the application is told of PayFiP: in the demonstration, a simulator of ours takes its place. */
async function openPayment(settings: Settings, mode: 'production' | 'demonstration'): Promise<object> {
  if (mode === 'production' || process.env.PAYFIP_URL) return {}
  const payfip = await startPayfip(settings.appUrl)
  opened.push(payfip.stop)
  return payfip.env
}

/** Starts the web server and waits until it answers. The failure is wrapped: a bare promise would be waited for. */
async function serve(env: NodeJS.ProcessEnv): Promise<{ failure: Failure }> {
  const server = spawn(process.execPath, [join(ROOT, 'scripts/server.ts')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A session of its own: Ctrl-C reaches this process, which stops it before the database.
    detached: true,
  })
  opened.push(async () => {
    server.kill('SIGTERM')
    await ended(server)
  })
  const failure = ended(server).then(() => 'Le serveur web s’est arrêté.')
  const isReady = new Promise<true>((resolve) => server.once('message', () => resolve(true)))
  const outcome = await Promise.race([isReady, failure])
  if (outcome !== true) throw new Problem(outcome)
  return { failure }
}

/** Starts everything and returns when it must stop. @throws Problem when something cannot start or has failed. */
async function run(stopping: AbortSignal): Promise<void> {
  const settings = readSettings(process.env)
  if (!settings.databaseUrl) opened.push(await lockDataDir(settings.dataDir, settings.appUrl))
  if (!(await isPortFree(settings.port, '0.0.0.0')))
    throw new Problem(
      `Le port ${settings.port} est déjà utilisé : choisissez-en un autre, par exemple « PORT=${settings.port + 1} npm start ».`,
    )

  const database = await openDatabase(settings)
  await generateClient(stopping)
  await buildApp(actionsKey(settings.secrets), stopping)
  await migrate(database.url)
  stopping.throwIfAborted()
  const mode = await prepareContents(settings, database.url)
  stopping.throwIfAborted()
  const env = {
    ...appEnvironment(settings, database.url, mode),
    ...(await openPayment(settings, mode)),
  }
  const [{ failure }, code] = await Promise.all([
    serve(env),
    mode === 'demonstration' ? freshSubscriberCode(env) : undefined,
  ])

  console.log(`\n  Espace Famille est ouvert : ${settings.appUrl}\n`)
  if (code) console.log(welcomeToDemonstration(code))
  console.log('  Pour l’arrêter : Ctrl-C.\n')
  const aborted = new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()))
  const event = await Promise.race([aborted, failure, ...(database.failure ? [database.failure] : [])])
  if (event && !stopping.aborted) throw new Problem(event)
}

const stop = new AbortController()
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
  process.on(event, () => stop.abort())
let code = 0
try {
  await run(stop.signal)
} catch (error) {
  if (!stop.signal.aborted) {
    code = 1
    console.error(`\n✖ ${error instanceof Problem ? error.message : String(error)}\n`)
  }
}
if (stop.signal.aborted) console.log('\nArrêt en cours…')
for (const close of opened.reverse()) await close()
if (stop.signal.aborted) console.log('Tout est arrêté.')
process.exit(code)
