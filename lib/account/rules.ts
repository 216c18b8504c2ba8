/** Length of a password in characters (PRODUCT §2: no other rule of composition). */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const

/** The least score of zxcvbn (0 to 4) that a password needs: 2 is « protégé contre un essai en ligne sans limite ». */
export const PASSWORD_MIN_SCORE = 2

const HOUR = 3_600_000

/** Milliseconds that the links of the mails work. */
export const LINK_LIFETIME = { signUp: 24 * HOUR, emailChange: 24 * HOUR, passwordReset: HOUR } as const

/** Milliseconds after its end that a row is kept, so that its link says « expiré » or « déjà utilisé ». */
export const ENDED_LINK_KEPT = 7 * 24 * HOUR

/** Milliseconds after a day that it is known that somebody was reminded of it: longer than any holidays. */
export const REMINDER_KEPT = 90 * 24 * HOUR

/** Attempts allowed, per key and window. None locks an account for good; each refusal says how long to wait. */
export const LIMITS = {
  // One person's mistakes; then all that comes from an address, or aims at an account from many addresses.
  login: { max: 8, seconds: 15 * 60 },
  loginAddress: { max: 60, seconds: 15 * 60 },
  loginAccount: { max: 60, seconds: 15 * 60 },
  signUpAddress: { max: 20, seconds: 60 * 60 },
  signUpEmail: { max: 5, seconds: 60 * 60 },
  resend: { max: 3, seconds: 15 * 60 },
  resetAddress: { max: 20, seconds: 60 * 60 },
  resetEmail: { max: 3, seconds: 60 * 60 },
  currentPassword: { max: 8, seconds: 15 * 60 },
  emailChange: { max: 5, seconds: 60 * 60 },
} as const

/** An e-mail as compared and stored: without spaces around, in lower case. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}

/**
 * The local path to go to after the login, when `suite` is one; else null. Refuses other sites in all their
 * disguises (« //autre.example », « /\autre.example », control characters) and the login itself.
 */
export function safeNextPath(suite: unknown): string | null {
  if (typeof suite !== 'string' || suite.length > 2_000 || !/^\/(?![/\\])/.test(suite)) return null
  // eslint would accept \p{Cc}: tabs and line ends are dropped by browsers, « /\t/autre.example » is « //… ».
  if (/[\p{Cc}\\]/u.test(suite)) return null
  const base = 'http://portail.invalid'
  if (!URL.canParse(suite, base)) return null
  const url = new URL(suite, base)
  if (url.origin !== base || url.pathname.startsWith('//')) return null
  return /^\/(connexion|api)(\/|$)/.test(url.pathname) ? null : url.pathname + url.search
}

const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const

const SYSTEMS = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
] as const

/** A browser in words, from what it says of itself: « Firefox sur Android ». */
export function browserName(userAgent: string): string {
  const find = (table: readonly (readonly [RegExp, string])[]) =>
    table.find(([pattern]) => pattern.test(userAgent))?.[1]
  const browser = find(BROWSERS) ?? 'Navigateur'
  const system = find(SYSTEMS)
  return system ? `${browser} sur ${system}` : browser
}

/** « 40 secondes », « 12 minutes »: how long until an instant, rounded up so that the wait suffices. */
export function waitInWords(until: Date, at: Date): string {
  const seconds = Math.max(1, Math.ceil((until.getTime() - at.getTime()) / 1000))
  if (seconds < 60) return seconds > 1 ? `${seconds} secondes` : '1 seconde'
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return minutes > 1 ? `${minutes} minutes` : '1 minute'
  const hours = Math.ceil(minutes / 60)
  return hours > 1 ? `${hours} heures` : '1 heure'
}
