import { expect, test } from '@playwright/test'
import pino from 'pino'
import { LOG_OPTIONS, quietConsole } from '@/lib/core/log'

const PERSONAL = /Odile|Roux|odile|0655443322/

function logged(error: unknown): string {
  const lines: string[] = []
  pino(LOG_OPTIONS, { write: (line: string) => lines.push(line) }).error({ err: error }, 'failed')
  return lines.join('')
}

const thrownBy = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('It should fail.')
}

const QUOTING: Readonly<Record<string, () => unknown>> = {
  'of a text that is not JSON': () => thrownBy(() => JSON.parse('Odile Roux')),
  'of JSON cut short': () => thrownBy(() => JSON.parse('{"name":"Odile","phone":"0655443322"')),
  'of an address that is not one': () => thrownBy(() => new URL('Odile Roux')),
  'that quotes an e-mail': () => new Error('550 unknown user odile@roux.example, gave up'),
  'that quotes in French': () => new Error('Le nom « Odile Roux » est pris'),
  'with a cause': () => new Error('failed', { cause: new Error('no “Odile Roux” here') }),
  'of several errors': () => new AggregateError([new Error("no 'Odile'"), new Error('no `Roux")')], 'two'),
  'with a value beside it': () =>
    Object.assign(new Error('failed'), { input: 'Odile', body: { name: 'Roux' } }),
  'whose code is a value': () => Object.assign(new Error('failed'), { code: 'Odile Roux' }),
  'of several lines': () => new Error('failed:\n  name: Odile\n    at Roux\nend'),
  'that is not an error': () => ({ name: 'Odile', phone: '0655443322' }),
  'that is a text': () => 'Odile',
}

for (const [what, make] of Object.entries(QUOTING))
  test(`the log does not quote an error ${what}`, () => {
    expect(logged(make())).not.toMatch(PERSONAL)
  })

test('the log keeps what tells the failure: its class, its words, its codes, where it was, its cause', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
    code: 'ECONNREFUSED',
    syscall: 'connect',
  })
  const { err } = JSON.parse(logged(new TypeError('The import can’t be read', { cause }))) as {
    err: Record<string, unknown>
  }
  expect(err).toMatchObject({
    type: 'TypeError',
    message: 'The import can’t be read',
    cause: { message: 'connect ECONNREFUSED 127.0.0.1:5432', code: 'ECONNREFUSED', syscall: 'connect' },
  })
  expect(err.stack).toContain('log.spec.ts')
})

test('what Next writes to the console by itself goes through the log', () => {
  const { console } = globalThis
  const { error: original } = console
  const lines: string[] = []
  try {
    quietConsole(pino(LOG_OPTIONS, { write: (line: string) => lines.push(line) }))
    console.error(Object.assign(new Error('no "Odile"'), { detail: '0655443322' }))
    console.error('Failed for "Odile Roux"', { phone: '0655443322' })
  } finally {
    Object.assign(console, { error: original })
  }
  expect(lines).toHaveLength(2)
  expect(lines.join('')).not.toMatch(PERSONAL)
  expect(lines[1]).toContain('Failed for')
})
