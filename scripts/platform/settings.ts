import { hkdfSync } from 'node:crypto'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { Problem } from './problem.ts'
import { ROOT } from './root.ts'
import { givenSecrets, storedSecrets, type Secrets } from './secrets.ts'

export type Settings = {
  port: number
  /** Public address, without a final slash. */
  appUrl: string
  dataDir: string
  /** The database of the operator; without it, the portal runs its own. */
  databaseUrl: string | undefined
  isProduction: boolean
  /** Whether an empty database receives the demonstration. */
  wantsDemonstration: boolean
  secrets: Secrets
}

/**
 * What the operator set (docs/operations.md), completed.
 * @throws Problem when a value cannot be used, or when production lacks its own secrets.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Problem(`PORT vaut « ${env.PORT} » : il faut un nombre de 1 à 65535.`)
  const appUrl = (env.APP_URL || `http://localhost:${port}`).replace(/\/+$/, '')
  if (!/^https?:$/.test(URL.parse(appUrl)?.protocol ?? ''))
    throw new Problem(
      `APP_URL vaut « ${appUrl} » : il faut une adresse qui commence par http:// ou https://.`,
    )

  const isProduction = env.NODE_ENV === 'production'
  const databaseUrl = env.DATABASE_URL || undefined
  if (databaseUrl && !/^postgres(ql)?:$/.test(URL.parse(databaseUrl)?.protocol ?? ''))
    throw new Problem(
      'DATABASE_URL doit être de la forme postgres://utilisateur:mot-de-passe@machine:5432/base.',
    )
  const dataDir = openDataDir(env.DATA_DIR)
  return {
    port,
    appUrl,
    dataDir,
    databaseUrl,
    isProduction,
    wantsDemonstration: env.DEMO === '1' || (env.DEMO !== '0' && !isProduction),
    secrets:
      isProduction && databaseUrl ? givenSecrets(env) : { ...storedSecrets(dataDir), ...givenIfAny(env) },
  }
}

/** The data directory (`.data` in the clone unless DATA_DIR says another), made if it is missing. */
export function openDataDir(given: string | undefined): string {
  const directory = resolve(ROOT, given || '.data')
  try {
    mkdirSync(directory, { recursive: true })
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    return directory
  } catch {
    throw new Problem(
      `Le dossier de données ${directory} n’est pas accessible en écriture à l’utilisateur « ${userInfo().username} » : ` +
        'changez-en le propriétaire, ou donnez un autre dossier dans DATA_DIR.',
    )
  }
}

function givenIfAny(env: NodeJS.ProcessEnv): Partial<Secrets> {
  return env.APP_SECRET || env.ENCRYPTION_KEYS ? givenSecrets(env) : {}
}

/** The key of Next's server actions: stable, or a page opened before a deployment could no longer post. */
export function actionsKey(secrets: Secrets): string {
  return Buffer.from(
    hkdfSync('sha256', secrets.APP_SECRET, '', 'espace-famille/server-actions', 32),
  ).toString('base64')
}

/** The environment of the application's processes. Only the tests may move the clock: CLOCK_START goes no further. */
export function appEnvironment(
  settings: Settings,
  databaseUrl: string,
  mode: 'production' | 'demonstration',
): NodeJS.ProcessEnv {
  const { CLOCK_START: _, DEMO: __, ...env } = process.env
  return {
    ...env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey(settings.secrets),
    DATABASE_URL: databaseUrl,
    APP_SECRET: settings.secrets.APP_SECRET,
    ENCRYPTION_KEYS: settings.secrets.ENCRYPTION_KEYS,
    DATA_DIR: settings.dataDir,
    PORT: String(settings.port),
    APP_URL: settings.appUrl,
    APP_MODE: mode,
    SECURE_COOKIES: env.SECURE_COOKIES || (settings.appUrl.startsWith('https:') ? '1' : '0'),
  }
}
