/**
 * The 23 signs of a code abonné. No two of them can be taken for one another, read, written by hand or
 * dictated; without vowels, no word can be formed. 23 is prime: the check signs rest on it.
 */
export const CODE_SIGNS = '0123456789CFHJKMPRTVWXY'

/** Signs that are never printed, and the sign that they are taken for: typing them is forgiven. */
const TAKEN_FOR: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  G: '6',
  B: '8',
  N: 'M',
  U: 'V',
}

/** Signs of a code, the two check signs included. The first ten are drawn: 23^10, more than 45 bits. */
export const CODE_LENGTH = 12
const DRAWN = 10
const GROUP = 4

/** A well-formed code, without separators. */
export type Code = string & { readonly __code: true }

/** What can be told of a typed code without asking the database. */
export type CodeReading =
  | { ok: true; code: Code }
  | { ok: false; reason: 'LENGTH'; count: number }
  | { ok: false; reason: 'SIGN'; sign: string }
  | { ok: false; reason: 'CHECK' }

const valuesOf = (signs: string) => [...signs].map((sign) => CODE_SIGNS.indexOf(sign))
const modulo = (n: number) => ((n % CODE_SIGNS.length) + CODE_SIGNS.length) % CODE_SIGNS.length

/** Σ v and Σ i·v of the values, i counted from 1: both are 0 modulo 23 for a whole code. */
function sums(values: number[]): [number, number] {
  return values.reduce(([plain, weighted], value, i) => [plain + value, weighted + (i + 1) * value], [0, 0])
}

/**
 * The two signs that close a code: they make both sums 0 modulo 23 (a Reed-Solomon code of distance 3).
 * So any two wrong signs are seen, one wrong sign and two exchanged ones among them.
 */
function checkSigns(values: number[]): string {
  const [plain, weighted] = sums(values)
  // x + y = -plain and 11x + 12y = -weighted
  const last = modulo((DRAWN + 1) * plain - weighted)
  const beforeLast = modulo(-plain - last)
  return CODE_SIGNS[beforeLast]! + CODE_SIGNS[last]!
}

/**
 * A new code. `draw(n)` returns a random whole number from 0 to n - 1; for real codes it must be
 * unpredictable (node:crypto's randomInt).
 */
export function newCode(draw: (n: number) => number): Code {
  const values = Array.from({ length: DRAWN }, () => draw(CODE_SIGNS.length))
  return (values.map((value) => CODE_SIGNS[value]).join('') + checkSigns(values)) as Code
}

/** A code as it is printed: « XXXX-XXXX-XXXX ». */
export function formatCode(code: Code): string {
  return code.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-')
}

/** Upper case, no spaces, dashes, dots or accents: what remains of a text is meant as signs. */
function signsOf(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{M}._\u2212]/gu, '')
}

/**
 * Reads what a person typed: case, spaces and dashes don't matter, and a sign that looks like another
 * counts for it (O for 0). What is wrong otherwise is told apart: a sign that no code holds, too few or
 * too many signs, or a typing error that the check signs reveal.
 */
export function parseCode(text: string): CodeReading {
  const signs = [...signsOf(text)].map((sign) => TAKEN_FOR[sign] ?? sign)
  const foreign = signs.find((sign) => !CODE_SIGNS.includes(sign))
  if (foreign) return { ok: false, reason: 'SIGN', sign: foreign }
  if (signs.length !== CODE_LENGTH) return { ok: false, reason: 'LENGTH', count: signs.length }
  const wrong = sums(valuesOf(signs.join(''))).some((sum) => modulo(sum) !== 0)
  return wrong ? { ok: false, reason: 'CHECK' } : { ok: true, code: signs.join('') as Code }
}

/**
 * A code field's text while it is typed: upper case, a dash between groups of four. `caret` is the position
 * in the text, before and after; it passes a dash when typing and stays before it when deleting, so that
 * both ways lead on. Signs that are wrong stay: they are what was typed.
 */
export function formatTyping(text: string, caret: number, deleting = false): { text: string; caret: number } {
  const grouped = (signs: string) => signs.match(new RegExp(`.{1,${GROUP}}`, 'gu'))?.join('-') ?? ''
  const before = grouped(signsOf(text.slice(0, caret))).length
  const whole = grouped(signsOf(text))
  return { text: whole, caret: whole[before] === '-' && !deleting ? before + 1 : before }
}
