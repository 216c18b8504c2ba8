import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { PASSWORD_LENGTH, PASSWORD_MIN_SCORE } from './rules'

let factory: Promise<ZxcvbnFactory> | undefined

// The dictionaries weigh a megabyte: fetched when a password is typed, not with the page.
async function loadFactory(): Promise<ZxcvbnFactory> {
  const [core, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ])
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
    useLevenshteinDistance: true,
  })
}

/** How easily a password is guessed: 0 at once, 4 out of reach. Same answer in the browser and on the server. */
export type PasswordScore = 0 | 1 | 2 | 3 | 4

/**
 * The score of a password, given what one knows of the person.
 *
 * @param personal their names and e-mail, which make poor passwords
 */
export async function passwordScore(password: string, personal: readonly string[]): Promise<PasswordScore> {
  factory ??= loadFactory()
  const words = personal.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
  const check = (await factory).check(
    password.slice(0, PASSWORD_LENGTH.max),
    words.filter((word) => word.length > 2),
  )
  return check.score
}

/** Whether a password is too easily guessed to be accepted. */
export async function isTooWeak(password: string, personal: readonly string[]): Promise<boolean> {
  return (await passwordScore(password, personal)) < PASSWORD_MIN_SCORE
}
