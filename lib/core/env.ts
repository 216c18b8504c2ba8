import 'server-only'

/** Who runs this process: a collectivité, the demonstration, or the tests. Set by scripts/, never by hand. */
export type AppMode = 'production' | 'demonstration' | 'test'

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: start the portal with npm start`)
  return value
}

/** The environment, read when asked for: the tests give each worker its own database. */
export const env = {
  get databaseUrl() {
    return required('DATABASE_URL')
  },
  /** Master secret of which every signing key is derived (crypto.ts). */
  get appSecret() {
    return required('APP_SECRET')
  },
  /** Keys of the data at rest, the current one first: `id:base64` separated by commas. */
  get encryptionKeys() {
    return required('ENCRYPTION_KEYS')
  },
  get dataDir() {
    return process.env.DATA_DIR ?? './.data'
  },
  /** Public address of the portal, without a final slash. */
  get appUrl() {
    return (process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? '3000'}`).replace(/\/$/, '')
  },
  get mode(): AppMode {
    const mode = process.env.APP_MODE
    return mode === 'demonstration' || mode === 'test' ? mode : 'production'
  },
  get secureCookies() {
    return process.env.SECURE_COOKIES === '1'
  },
  get resendApiKey() {
    return process.env.RESEND_API_KEY
  },
  get mailFrom() {
    return process.env.MAIL_FROM
  },
  /** Address of the service that proposes addresses, without a final slash; null when the operator turned it off. */
  get geocodingUrl() {
    const url = process.env.GEOCODING_URL || 'https://data.geopf.fr/geocodage'
    return url === '0' ? null : url.replace(/\/$/, '')
  },
  /** Address of PayFiP, or of what stands for it, without a final slash: the portal asks it at `/services/securite`. */
  get payfipUrl() {
    return (process.env.PAYFIP_URL || 'https://www.payfip.gouv.fr/tpa').replace(/\/$/, '')
  },
  /** Address of its payment page, for browsers: another one where these don't reach it as the portal does. */
  get payfipPageUrl() {
    return process.env.PAYFIP_PAGE_URL || `${env.payfipUrl}/paiementws.web`
  },
  /** Instant at which the tests start the clock. */
  get clockStart() {
    return process.env.CLOCK_START
  },
}
