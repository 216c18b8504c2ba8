import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { basename, dirname, join, resolve } from 'node:path'
import { Problem } from './problem.ts'
import { canReach, nativeDirectory, SHARED_ROOT, systemUser, type SystemUser } from './postgres-place.ts'
import { commandLine, ended, freePort, isAlive, waitUntil } from './processes.ts'

/** PostgreSQL's user, superuser of a cluster that only this machine reaches. */
const ROLE = 'espace_famille'

type PostgresOptions = {
  /** Where the cluster lies; elsewhere when PostgreSQL's user cannot reach it (see `notice`). */
  directory: string
  password: string
  /** Settings beside ours, name to value. */
  settings?: Record<string, string>
}

export type Postgres = {
  /** The address of a database of the cluster, password included. */
  url(database: string): string
  /** Stops the server and waits for its end. */
  stop(): Promise<void>
  /** Resolves when the server has ended, asked or not. */
  ended: Promise<void>
  /** What the person who starts the portal should know of the places used. */
  notice?: string
}

/**
 * Starts the PostgreSQL that npm brought, on a free port of the loopback, after making its cluster the first
 * time and clearing what a crash left. The binaries are run without the package's own class: that one
 * stops the server at the first signal, before the application has finished.
 * @throws Problem when PostgreSQL cannot run here.
 */
export async function startPostgres({
  directory,
  password,
  settings = {},
}: PostgresOptions): Promise<Postgres> {
  const user = process.getuid?.() === 0 ? systemUser() : undefined
  const native = nativeDirectory(user)
  const cluster = reachableCluster(resolve(directory), user)
  await stopFormerServer(cluster)
  if (!existsSync(cluster)) createCluster(native, cluster, password, user)
  checkVersion(native, cluster)

  const port = await freePort()
  const log = openSync(join(dirname(cluster), `${basename(cluster)}.log`), 'a', 0o600)
  const flags = Object.entries({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(native, 'bin/postgres'), ['-D', cluster, ...flags], {
    ...user,
    cwd: '/',
    // A session of its own: Ctrl-C reaches the application first, which then stops PostgreSQL.
    detached: true,
    stdio: ['ignore', log, log],
  })
  const isReady = () => statusOf(cluster) === 'ready' || server.exitCode !== null
  if (!(await waitUntil(isReady, 60_000)) || server.exitCode !== null) {
    server.kill('SIGQUIT')
    throw new Problem(`PostgreSQL n’a pas démarré : voir ${cluster}.log`)
  }
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGINT')
    const limit = setTimeout(() => server.kill('SIGQUIT'), 10_000)
    await ended(server)
    clearTimeout(limit)
  }
  return {
    url: (database) => `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`,
    stop,
    ended: ended(server),
    notice:
      cluster === resolve(directory)
        ? undefined
        : `Le dossier ${dirname(resolve(directory))} est fermé aux autres utilisateurs : la base est dans ${cluster}.`,
  }
}

/** The cluster's directory, or one of its own under the shared root when its user cannot go there. */
function reachableCluster(directory: string, user: SystemUser | undefined): string {
  mkdirSync(dirname(directory), { recursive: true })
  if (!user || canReach(dirname(directory), user)) return directory
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 12)
  const elsewhere = join(SHARED_ROOT, name, basename(directory))
  mkdirSync(dirname(elsewhere), { recursive: true })
  return elsewhere
}

/** Makes the cluster beside its place, then moves it there: one half made never looks whole. */
function createCluster(
  native: string,
  cluster: string,
  password: string,
  user: SystemUser | undefined,
): void {
  const draft = `${cluster}.new`
  const passwordFile = `${cluster}.password`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid)
  try {
    const flags = [
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--auth=scram-sha-256',
      `--username=${ROLE}`,
      '--no-sync',
    ]
    const { status, stderr } = spawnSync(
      join(native, 'bin/initdb'),
      [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, '--set=timezone=UTC', ...flags],
      { ...user, cwd: '/', encoding: 'utf8' },
    )
    if (status !== 0) throw new Problem(`PostgreSQL n’a pas pu créer sa base : ${stderr.trim()}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, cluster)
}

function checkVersion(native: string, cluster: string): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const { stdout } = spawnSync(join(native, 'bin/postgres'), ['--version'], { encoding: 'utf8' })
  const ours = /(\d+)\./.exec(stdout)?.[1]
  if (found !== ours)
    throw new Problem(
      `La base de ${cluster} est de PostgreSQL ${found}, le portail apporte la version ${ours} : ` +
        'voir docs/operations.md, « Changer de version de PostgreSQL ».',
    )
}

/** The last line of the server's own file: « starting », « ready », « stopping ». */
function statusOf(cluster: string): string | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim()
  } catch {
    return undefined
  }
}

/**
 * After a crash: stops the server that outlived its portal, or removes the file of a dead one, whose number
 * another process may bear by now (PostgreSQL would then refuse to start).
 */
async function stopFormerServer(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  if (pid > 0 && commandLine(pid)?.includes(cluster)) {
    process.kill(pid, 'SIGINT')
    if (!(await waitUntil(() => !isAlive(pid), 20_000)))
      throw new Problem(
        `Un ancien PostgreSQL (processus ${pid}) ne s’arrête pas : arrêtez-le, puis relancez.`,
      )
  } else rmSync(file, { force: true })
}
