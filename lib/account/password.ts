import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { ONE_FIELD } from '@/lib/core/action-state'
import { Refusal } from '@/lib/core/errors'
import { isTooWeak } from './password-strength'
import { WEAK_PASSWORD } from './messages'

// The least that OWASP recommends for argon2id, the library's default algorithm: 19 MiB, two passes, one lane
// (docs/decisions/passwords.md).
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

let decoy: Promise<string> | undefined

/** The argon2id hash of a password, its parameters and salt within. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), ARGON2)
}

/**
 * Whether a password is the one behind a hash. Without a hash (no such account) as much work is done, so
 * that the time of the answer tells nothing.
 */
export async function isPasswordOf(password: string, passwordHash: string | undefined): Promise<boolean> {
  decoy ??= hashPassword('leurre')
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFC'))
  return matches && passwordHash !== undefined
}

/** @throws Refusal when a password is too easily guessed; `personal` is what one knows of the person. */
export async function refuseWeakPassword(password: string, personal: string[]): Promise<void> {
  if (await isTooWeak(password, personal))
    throw new Refusal('PASSWORD_WEAK', ONE_FIELD, { password: WEAK_PASSWORD })
}
