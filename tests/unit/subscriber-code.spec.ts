import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { dayInParis, formatInstant } from '@/lib/core/day'
import {
  CODE_LENGTH,
  CODE_SIGNS,
  formatCode,
  formatTyping,
  newCode,
  parseCode,
} from '@/lib/subscription/rules/code'
import { codeState, expiryOfCode, formatExpiry, lastDayOfCode } from '@/lib/subscription/rules/validity'

const draws = fc.array(fc.nat(CODE_SIGNS.length - 1), { minLength: 10, maxLength: 10 })
const codes = draws.map((values) => newCode(() => values.shift()!))
const someCodes = fc.sample(codes, { numRuns: 40, seed: 23 })
const isTypingError = (text: string) => {
  const reading = parseCode(text)
  return !reading.ok && reading.reason === 'CHECK'
}
const replaced = (code: string, i: number, sign: string) => code.slice(0, i) + sign + code.slice(i + 1)

test('no two signs of a code can be taken for one another', () => {
  for (const pair of ['0O', '0Q', '0D', '1I', '1L', '2Z', '5S', '6G', '8B', 'MN', 'UV'])
    expect(
      [...pair].filter((sign) => CODE_SIGNS.includes(sign)),
      pair,
    ).toHaveLength(1)
  expect(CODE_SIGNS).not.toMatch(/[AEIOU]/)
  expect(new Set(CODE_SIGNS).size).toBe(CODE_SIGNS.length)
})

test('a code holds more than 45 bits drawn at random', () => {
  expect(Math.log2(CODE_SIGNS.length) * (CODE_LENGTH - 2)).toBeGreaterThan(45)
  const drawn: number[] = []
  newCode((n) => drawn.push(n) && 0)
  expect(drawn).toEqual(Array(10).fill(CODE_SIGNS.length))
})

test('a printed code reads « XXXX-XXXX-XXXX » and is read back', () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(formatCode(code)).toMatch(/^[0-9CFHJKMPRTVWXY]{4}(-[0-9CFHJKMPRTVWXY]{4}){2}$/)
      expect(parseCode(formatCode(code))).toEqual({ ok: true, code })
    }),
  )
})

test('every single wrong sign is seen as a typing error', () => {
  const typed = someCodes.flatMap((code) =>
    [...code].flatMap((right, i) =>
      [...CODE_SIGNS].filter((sign) => sign !== right).map((sign) => replaced(code, i, sign)),
    ),
  )
  expect(typed).toHaveLength(40 * 12 * 22)
  expect(typed.filter((text) => !isTypingError(text))).toEqual([])
})

test('two exchanged signs are seen as a typing error, neighbours or not', () => {
  const typed = someCodes.flatMap((code) =>
    [...code].flatMap((a, i) =>
      [...code].flatMap((b, j) => (j > i && a !== b ? [replaced(replaced(code, i, b), j, a)] : [])),
    ),
  )
  expect(typed.length).toBeGreaterThan(2000)
  expect(typed.filter((text) => !isTypingError(text))).toEqual([])
})

test('any two wrong signs are seen as a typing error', () => {
  const wrong = fc.tuple(
    codes,
    fc.uniqueArray(fc.nat(CODE_LENGTH - 1), { minLength: 2, maxLength: 2 }),
    fc.nat(),
    fc.nat(),
  )
  fc.assert(
    fc.property(wrong, ([code, [i, j], a, b]) => {
      const other = (sign: string, n: number) => [...CODE_SIGNS].filter((s) => s !== sign)[n % 22]!
      const typed = replaced(replaced(code, i!, other(code[i!]!, a)), j!, other(code[j!]!, b))
      return isTypingError(typed)
    }),
    { numRuns: 2000 },
  )
})

test('case, spaces, dashes of any kind and look-alike signs are forgiven', () => {
  const values = [0, 1, 2, 5, 6, 8, 15, 19, 0, 1]
  const whole = newCode(() => values.shift()!)
  expect(whole.slice(0, 10)).toBe('0125' + '68MV' + '01')
  const check = whole.slice(10)
  for (const typed of [
    `oizs-gbnu-dl${check}`,
    `OLZS GBNU QI${check}`,
    ` 0125–68MV—01${check} `,
    `0125\u00a068mv\u202f01${check}`,
    `0125.68MV.01${check.toLowerCase()}`,
    `0125_68MV_01${check}`,
    `０１２５68MV01${check}`,
  ])
    expect(parseCode(typed), typed).toEqual({ ok: true, code: whole })
})

test('a sign that no code holds is named', () => {
  expect(parseCode('7A3F-0000-0000')).toEqual({ ok: false, reason: 'SIGN', sign: 'A' })
  expect(parseCode('7é3F')).toEqual({ ok: false, reason: 'SIGN', sign: 'E' })
  expect(parseCode('7C3F-💡')).toEqual({ ok: false, reason: 'SIGN', sign: '💡' })
})

test('too few and too many signs are counted', () => {
  expect(parseCode('')).toEqual({ ok: false, reason: 'LENGTH', count: 0 })
  expect(parseCode('7C3F-11')).toEqual({ ok: false, reason: 'LENGTH', count: 6 })
  expect(parseCode('7C3F-1111-2222-3')).toEqual({ ok: false, reason: 'LENGTH', count: 13 })
})

test('while typing, dashes come by themselves and the caret keeps its place', () => {
  expect(formatTyping('7c3f', 4)).toEqual({ text: '7C3F', caret: 4 })
  expect(formatTyping('7C3F1', 5)).toEqual({ text: '7C3F-1', caret: 6 })
  expect(formatTyping('7C3F-1', 6)).toEqual({ text: '7C3F-1', caret: 6 })
  expect(formatTyping('7Cx3F-1', 3)).toEqual({ text: '7CX3-F1', caret: 3 })
  expect(formatTyping('7c3f 1111 2222', 14)).toEqual({ text: '7C3F-1111-2222', caret: 14 })
  expect(formatTyping('', 0)).toEqual({ text: '', caret: 0 })
})

test('deleting goes through the dashes, one sign after another', () => {
  const step = formatTyping('7C3F1', 4, true)
  expect(step).toEqual({ text: '7C3F-1', caret: 4 })
  expect(formatTyping('7C3-1', 3, true)).toEqual({ text: '7C31', caret: 3 })
})

test('a text already formatted stays as it is', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(20), (text, caret) => {
      const once = formatTyping(text, Math.min(caret, text.length))
      expect(formatTyping(once.text, once.caret).text).toBe(once.text)
      expect(once.caret).toBeLessThanOrEqual(once.text.length)
    }),
  )
})

test('a code lasts six months, to midnight in Paris at the end of its last day', () => {
  const madeAt = new Date('2026-11-24T09:00:00Z')
  expect(lastDayOfCode(madeAt)).toBe('2027-05-24')
  expect(expiryOfCode(madeAt).toISOString()).toBe('2027-05-24T22:00:00.000Z')
  expect(formatExpiry(expiryOfCode(madeAt))).toBe('24 mai 2027')
  expect(formatInstant(expiryOfCode(madeAt))).toBe('mardi 25 mai à 0\u00a0h\u00a000')
})

test('the last day is right when summer time ends or the month is shorter', () => {
  for (const [made, last] of [
    ['2026-04-25T12:00:00Z', '2026-10-25'],
    ['2026-09-28T12:00:00Z', '2027-03-28'],
    ['2026-08-31T12:00:00Z', '2027-02-28'],
  ]) {
    const expiry = expiryOfCode(new Date(made!))
    expect(dayInParis(new Date(expiry.getTime() - 1)), made).toBe(last)
    expect(formatInstant(expiry)).toContain('à 0\u00a0h\u00a000')
  }
})

test('a used code stays used, a revoked one revoked, another expires at its instant', () => {
  const expiresAt = new Date('2027-05-24T22:00:00Z')
  const before = new Date(expiresAt.getTime() - 1)
  const facts = { usedAt: null, revokedAt: null, expiresAt }
  expect(codeState(facts, before)).toBe('USABLE')
  expect(codeState(facts, expiresAt)).toBe('EXPIRED')
  expect(codeState({ ...facts, revokedAt: before }, before)).toBe('REVOKED')
  expect(codeState({ ...facts, usedAt: before }, expiresAt)).toBe('USED')
})
