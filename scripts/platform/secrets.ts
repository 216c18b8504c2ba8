import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.ts'

export type Secrets = {
  /** Of which every signing key is derived. */
  APP_SECRET: string
  /** Keys of the data at rest, the current one first: `id:base64 of 32 bytes`, separated by commas. */
  ENCRYPTION_KEYS: string
}

type StoredSecrets = Secrets & { POSTGRES_PASSWORD: string }

/**
 * The secrets that the portal made for itself at its first start, kept in DATA_DIR with mode 600.
 * @throws Problem when the file is lost while the data that it protects is there.
 */
export function storedSecrets(dataDir: string): StoredSecrets {
  const file = join(dataDir, 'secrets.json')
  if (!existsSync(file)) {
    if (existsSync(join(dataDir, 'postgres')))
      throw new Problem(
        `${file} manque alors que la base existe : sans lui, les données chiffrées sont illisibles. Restaurez-le d’une sauvegarde.`,
      )
    const made: StoredSecrets = {
      APP_SECRET: randomBytes(32).toString('base64url'),
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      POSTGRES_PASSWORD: randomBytes(24).toString('base64url'),
    }
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  }
  chmodSync(file, 0o600)
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StoredSecrets
  } catch (error) {
    throw new Problem(`${file} est illisible : restaurez-le d’une sauvegarde.`, { cause: error })
  }
}

/**
 * Puts a new key before those that the portal keeps for itself, unless a change of key is under way already: then
 * there are several.
 */
export function beginKeyChange(dataDir: string): void {
  const stored = storedSecrets(dataDir)
  const keys = stored.ENCRYPTION_KEYS.split(',')
  if (keys.length > 1) return
  const number = Number.parseInt(keys[0]!.slice(1), 10) + 1
  rewrite(dataDir, {
    ...stored,
    ENCRYPTION_KEYS: [`k${number}:${randomBytes(32).toString('base64')}`, ...keys].join(),
  })
}

/** Leaves the current key alone, once nothing is encrypted with the former ones. */
export function endKeyChange(dataDir: string): void {
  const stored = storedSecrets(dataDir)
  rewrite(dataDir, { ...stored, ENCRYPTION_KEYS: stored.ENCRYPTION_KEYS.split(',')[0]! })
}

/** Written beside its place, then moved there: a cut never leaves half a file. */
function rewrite(dataDir: string, secrets: StoredSecrets): void {
  const file = join(dataDir, 'secrets.json')
  const descriptor = openSync(`${file}.new`, 'w', 0o600)
  writeFileSync(descriptor, `${JSON.stringify(secrets, null, 2)}\n`)
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(`${file}.new`, file)
}

/**
 * The secrets that the operator gives in the environment, as production with its own database requires.
 * @throws Problem when one is missing or could be guessed.
 */
export function givenSecrets(env: NodeJS.ProcessEnv): Secrets {
  const { APP_SECRET = '', ENCRYPTION_KEYS = '' } = env
  if (APP_SECRET.length < 32 || new Set(APP_SECRET).size < 10)
    throw new Problem(
      `APP_SECRET ${APP_SECRET ? 'est trop faible' : 'manque'} : il faut au moins 32 caractères tirés au hasard, par exemple ceux de « openssl rand -base64 48 ».`,
    )
  const keys = ENCRYPTION_KEYS.split(',').map((entry) => /^([\w-]{1,32}):([\w+/-]+=*)$/.exec(entry.trim()))
  const isSound = keys.every((key) => {
    const bytes = Buffer.from(key?.[2] ?? '', 'base64')
    return bytes.length === 32 && new Set(bytes).size >= 16
  })
  const ids = new Set(keys.map((key) => key?.[1]))
  if (!isSound || ids.size !== keys.length)
    throw new Problem(
      `ENCRYPTION_KEYS ${ENCRYPTION_KEYS ? 'est mal formé ou trop faible' : 'manque'} : il faut « k1: » suivi de 32 octets au hasard en base64 (« openssl rand -base64 32 »).`,
    )
  return { APP_SECRET, ENCRYPTION_KEYS }
}
