import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { PASSWORD_LENGTH, PASSWORD_MIN_SCORE } from './rules'

// What people type here that the dictionaries don't hold as one word.
const PORTAL_WORDS = [
  ...[
    'motdepasse',
    'monmotdepasse',
    'bienvenue',
    'azerty',
    'azertyuiop',
    'portail',
    'famille',
    'espacefamille',
  ],
  ...['cantine', 'mairie', 'ecole', 'enfant', 'enfants', 'jetaime', 'commune', 'perisco', 'periscolaire'],
]

let factory: Promise<ZxcvbnFactory> | undefined

// The dictionaries weigh a megabyte: fetched when a password is typed, not with the page.
async function loadFactory(): Promise<ZxcvbnFactory> {
  const [core, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ])
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...french.dictionary, 'portal-fr': PORTAL_WORDS },
    graphs: common.adjacencyGraphs,
    useLevenshteinDistance: true,
  })
}

/** How easily a password is guessed: 0 at once, 4 out of reach. Same answer in the browser and on the server. */
export type PasswordScore = 0 | 1 | 2 | 3 | 4

/**
 * The score of a password, given what one knows of the person: what their names and e-mail bring to it counts
 * for nothing.
 */
export async function passwordScore(password: string, personal: readonly string[]): Promise<PasswordScore> {
  factory ??= loadFactory()
  const meter = await factory
  const typed = password.slice(0, PASSWORD_LENGTH.max)
  const own = personalWords(personal)
  const score = meter.check(typed, own).score
  const rest = own.reduce((text, word) => text.replaceAll(word, ''), plain(typed))
  return rest.length === plain(typed).length ? score : minimum(score, meter.check(rest).score)
}

const minimum = (a: PasswordScore, b: PasswordScore) => (a < b ? a : b)

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

// The longest first: « Anne-Marie » before « Anne ».
function personalWords(personal: readonly string[]): string[] {
  const words = personal.map(plain).flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
  return [...new Set(words)].filter((word) => word.length > 2).sort((a, b) => b.length - a.length)
}

/** Whether a password is too easily guessed to be accepted. */
export async function isTooWeak(password: string, personal: readonly string[]): Promise<boolean> {
  return (await passwordScore(password, personal)) < PASSWORD_MIN_SCORE
}
