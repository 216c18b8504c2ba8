import 'server-only'
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { env } from './env'

/** What each key derived from APP_SECRET serves: one purpose, one key. */
export type KeyPurpose =
  'session' | 'subscriber-code' | 'captcha' | 'captcha-answer' | 'import-digest' | 'signed-link'

/** The 32-byte key of a purpose, derived from APP_SECRET (HKDF-SHA-256, RFC 5869). */
export function derivedKey(purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', env.appSecret, '', `espace-famille/${purpose}`, 32))
}

/** Keyed digest (HMAC-SHA-256, base64url) of a text, for values that are looked up but never read back. */
export function keyedDigest(purpose: KeyPurpose, text: string): string {
  return createHmac('sha256', derivedKey(purpose)).update(text).digest('base64url')
}

/** A secret of 256 random bits for a link or a cookie, base64url. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a random token: its SHA-256. A token of 256 bits needs no salt. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Equality of two texts in constant time. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The place a value belongs to; a ciphertext moved to another place does not decrypt. */
export type Place = { table: string; column: string; id: string }

type KeyRing = { current: string; keys: Map<string, Buffer> }
let ring: (KeyRing & { source: string }) | undefined

function keyRing(): KeyRing {
  const source = env.encryptionKeys
  if (ring?.source === source) return ring
  const keys = new Map<string, Buffer>()
  for (const entry of source.split(',')) {
    const [id, base64] = entry.trim().split(':')
    const key = Buffer.from(base64 ?? '', 'base64')
    if (!id || key.length !== 32) throw new Error('ENCRYPTION_KEYS: each entry is « id:base64 of 32 bytes »')
    keys.set(id, key)
  }
  ring = { source, current: keys.keys().next().value!, keys }
  return ring
}

const placeText = ({ table, column, id }: Place) => Buffer.from(`${table}.${column}.${id}`)

/** What every value encrypted with the current key starts with: version, key id. */
export function currentKeyPrefix(): Buffer {
  const keyId = Buffer.from(keyRing().current)
  return Buffer.concat([Buffer.from([1, keyId.length]), keyId])
}

/** Bytes encrypted with the current key (AES-256-GCM), bound to their place: version, key id, nonce, tag, text. */
export function encryptBytes(clear: Uint8Array, place: Place): Buffer {
  const { current, keys } = keyRing()
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keys.get(current)!, nonce).setAAD(placeText(place))
  const body = Buffer.concat([cipher.update(clear), cipher.final()])
  return Buffer.concat([currentKeyPrefix(), nonce, cipher.getAuthTag(), body])
}

/** The bytes that `encryptBytes` hid. @throws when the key is unknown, or the value was altered or moved. */
export function decryptBytes(hidden: Uint8Array, place: Place): Buffer {
  const bytes = Buffer.from(hidden)
  const bodyStart = 2 + bytes[1]!
  const key = keyRing().keys.get(bytes.subarray(2, bodyStart).toString())
  if (bytes[0] !== 1 || !key) throw new Error(`no key for ${place.table}.${place.column}`)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(bodyStart, bodyStart + 12))
    .setAAD(placeText(place))
    .setAuthTag(bytes.subarray(bodyStart + 12, bodyStart + 28))
  return Buffer.concat([decipher.update(bytes.subarray(bodyStart + 28)), decipher.final()])
}

/** A text encrypted for a `…Encrypted` column, base64. */
export function encrypt(clear: string, place: Place): string {
  return encryptBytes(Buffer.from(clear, 'utf8'), place).toString('base64')
}

/** The text that `encrypt` hid. @throws as `decryptBytes`. */
export function decrypt(hidden: string, place: Place): string {
  return decryptBytes(Buffer.from(hidden, 'base64'), place).toString('utf8')
}
