import 'server-only'
import { createChallenge, randomInt, verifySolution, type Challenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import { ONE_FIELD } from '@/lib/core/action-state'
import { derivedKey } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { CAPTCHA_EXPIRED, CAPTCHA_MISSING, CAPTCHA_WRONG } from './messages'

/** The forms that a captcha protects: one solved for a form is refused by the others. */
export const CAPTCHA_FORMS = ['inscription'] as const
export type CaptchaForm = (typeof CAPTCHA_FORMS)[number]

/** Milliseconds that a challenge may be answered. */
const LIFETIME = 10 * 60_000

/** Iterations of PBKDF2 per try, and the tries needed: half a second for a computer, seconds for an old phone. */
const COST = 5_000
const TRIES = { min: 300, max: 900 } as const

const secrets = () => ({
  hmacSignatureSecret: derivedKey('captcha').toString('base64'),
  hmacKeySignatureSecret: derivedKey('captcha-answer').toString('base64'),
})

/**
 * A challenge for a form (docs/decisions/captcha.md). Its end is signed within it and read by our own clock:
 * the library's would be the machine's, which the tests can't set.
 */
export async function newCaptcha(form: CaptchaForm, at: Date): Promise<Challenge> {
  return createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: COST,
    counter: randomInt(TRIES.min, TRIES.max),
    deriveKey,
    data: { form, endsAt: at.getTime() + LIFETIME },
    ...secrets(),
  })
}

const PAYLOAD = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal('PBKDF2/SHA-256'),
      nonce: z.string().max(64),
      salt: z.string().max(64),
      cost: z.literal(COST),
      keyLength: z.number(),
      keyPrefix: z.string().max(64),
      keySignature: z.string().max(128),
      data: z.object({ form: z.string(), endsAt: z.number() }),
    }),
    signature: z.string().max(128),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string().max(128) }),
})

/** A captcha that was rightly answered, and not used yet as far as this process knows. */
export type SolvedCaptcha = { id: string; endsAt: Date }

const refuse = (code: string, message: string) => new Refusal(code, ONE_FIELD, { altcha: message })

/**
 * Reads the answer that a form sent (the widget's base64).
 *
 * @throws Refusal when there is none, or it is forged, wrong, too old or made for another form
 */
export async function checkCaptcha(answer: string, form: CaptchaForm, at: Date): Promise<SolvedCaptcha> {
  if (answer === '') throw refuse('CAPTCHA_MISSING', CAPTCHA_MISSING)
  const payload = readPayload(answer)
  if (!payload) throw refuse('CAPTCHA_WRONG', CAPTCHA_WRONG)
  const { verified } = await verifySolution({ ...payload, deriveKey, ...secrets() })
  const { data, nonce } = payload.challenge.parameters
  if (!verified || data.form !== form) throw refuse('CAPTCHA_WRONG', CAPTCHA_WRONG)
  if (data.endsAt <= at.getTime()) throw refuse('CAPTCHA_EXPIRED', CAPTCHA_EXPIRED)
  return { id: nonce, endsAt: new Date(data.endsAt) }
}

/**
 * Uses a captcha up, in the transaction of what it allowed: a captcha serves once, whatever the number of
 * processes, and what was refused for another reason has not used it.
 *
 * @throws Refusal when it was used before
 */
export async function consumeCaptcha(tx: Tx, { id, endsAt }: SolvedCaptcha): Promise<void> {
  const { count } = await tx.usedCaptcha.createMany({ data: { id, expiresAt: endsAt }, skipDuplicates: true })
  if (count === 0) throw refuse('CAPTCHA_USED', CAPTCHA_WRONG)
}

function readPayload(answer: string): z.infer<typeof PAYLOAD> | null {
  try {
    return PAYLOAD.parse(JSON.parse(Buffer.from(answer, 'base64').toString('utf8')))
  } catch {
    return null
  }
}
