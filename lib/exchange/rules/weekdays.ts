import { quoted, type Parsed } from './parsed'
import { fold } from './text'

const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

const dayOf = (word: string) => (word.length >= 2 ? DAYS.findIndex((day) => day.startsWith(word)) + 1 : 0)

/**
 * The weekdays that a cell names, as canonical text « 1,2,4,5 » (1 Monday … 7 Sunday): names or their first
 * letters (« Lu Ma Je Ve », « lundi, mardi »), « lundi au vendredi », figures, « LMMJV ». What may be read
 * two ways (« M », « Lu-Ve ») is refused.
 */
export function parseWeekdays(text: string): Parsed {
  const unclear = (reason: string): Parsed => ({
    ok: false,
    code: 'WEEKDAYS',
    message: `${quoted(text)} : ${reason} Exemple attendu : Lu Ma Je Ve.`,
  })
  const words = fold(text).split(' ')
  const range = /^(?:du )?(\p{L}+) (?:au|a) (\p{L}+)$/u.exec(words.join(' '))
  if (range) {
    const [from, to] = [dayOf(range[1]!), dayOf(range[2]!)]
    if (from && to && from < to) return days(Array.from({ length: to - from + 1 }, (_, n) => from + n))
  }
  if (/^[1-7 ]+$/.test(words.join(' '))) return days(words.join('').split('').map(Number))
  const letters = initials(words.join(''))
  if (letters) return days(letters)
  const found = words.map(dayOf)
  const unknown = words.filter((_, n) => !found[n])
  if (unknown.some((word) => word === 'm')) return unclear('« M » peut être mardi ou mercredi.')
  if (unknown.length > 0) return unclear(`jour inconnu (${unknown.map(quoted).join(', ')}).`)
  const isRangeLike = found.length === 2 && text.includes('-') && found[1]! - found[0]! > 1
  return isRangeLike ? unclear('deux jours, ou tous ceux qui les séparent ?') : days(found)
}

function days(found: number[]): Parsed {
  return { ok: true, value: [...new Set(found)].sort().join(',') }
}

/** « LMMJV »: initials in the order of the week, the two M told apart by both being there. */
function initials(word: string): number[] | null {
  const match = /^(l?)(mm)?(j?)(v?)(s?)(d?)$/.exec(word)
  if (!match || word.length < 1) return null
  const [, monday, middle, ...rest] = match
  return [
    ...(monday ? [1] : []),
    ...(middle ? [2, 3] : []),
    ...rest.flatMap((letter, n) => (letter ? [n + 4] : [])),
  ]
}
