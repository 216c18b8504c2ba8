import { randomBytes } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { decrypt, encrypt, keyedDigest } from '@/lib/core/crypto'

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const place = { table: 'Child', column: 'allergiesEncrypted', id: '0193' }

test.beforeEach(() => {
  process.env.APP_SECRET = randomBytes(32).toString('base64url')
  process.env.ENCRYPTION_KEYS = key('k1')
})

test('what is encrypted reads back, and never shows in clear', () => {
  const hidden = encrypt('Arachide, sévère', place)
  expect(Buffer.from(hidden, 'base64').toString('latin1')).not.toContain('Arachide')
  expect(decrypt(hidden, place)).toBe('Arachide, sévère')
})

test('a value moved to another row, column or table does not decrypt', () => {
  const hidden = encrypt('Arachide', place)
  for (const elsewhere of [{ id: '0194' }, { column: 'careplanEncrypted' }, { table: 'Family' }])
    expect(() => decrypt(hidden, { ...place, ...elsewhere })).toThrow()
})

test('an altered value does not decrypt', () => {
  const bytes = Buffer.from(encrypt('Arachide', place), 'base64')
  bytes[bytes.length - 1]! ^= 1
  expect(() => decrypt(bytes.toString('base64'), place)).toThrow()
})

test('after a change of key, old values still read and new ones use the new key', () => {
  const old = encrypt('Lait', place)
  process.env.ENCRYPTION_KEYS = `${key('k2')},${process.env.ENCRYPTION_KEYS}`
  expect(decrypt(old, place)).toBe('Lait')
  expect(Buffer.from(encrypt('Lait', place), 'base64').subarray(2, 4).toString()).toBe('k2')
})

test('without its key, a value does not decrypt', () => {
  const hidden = encrypt('Lait', place)
  process.env.ENCRYPTION_KEYS = key('k9')
  expect(() => decrypt(hidden, place)).toThrow(/no key/)
})

test('two purposes never share a key', () => {
  expect(keyedDigest('subscriber-code', 'x')).not.toBe(keyedDigest('import-digest', 'x'))
})
