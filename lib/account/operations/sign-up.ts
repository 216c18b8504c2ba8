import 'server-only'
import { recordEvent } from '@/lib/core/audit'
import { randomToken, sameSecret, tokenHash } from '@/lib/core/crypto'
import { db, type Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { queueMail } from '@/lib/core/mail'
import { checkCaptcha, consumeCaptcha } from '../captcha'
import { accountExistsMail, confirmSignUpMail } from '../mails'
import { hashPassword, refuseWeakPassword } from '../password'
import { LIMITS, LINK_LIFETIME } from '../rules'
import { inSteadyTime } from '../steady-time'
import { emailKey, refuseTooMany } from '../throttling'

type Person = { email: string; firstName: string; lastName: string }
type SignUpInput = Person & { password: string; altcha: string }

/** What the browser that signs up keeps: which sign-up, and the secret that proves it is this browser's. */
export type SignUpTrace = { id: string; secret: string }

/**
 * « S’inscrire »: keeps what was typed until the link of the mail is followed. Whether the e-mail already has
 * an account changes the mail, not the answer nor its time.
 *
 * @throws Refusal CAPTCHA_…, PASSWORD_WEAK, TOO_MANY
 */
export async function signUp(input: SignUpInput, address: string, at: Date): Promise<SignUpTrace> {
  const { email, firstName, lastName, password } = input
  const captcha = await checkCaptcha(input.altcha, 'inscription', at)
  await refuseWeakPassword(password, [email, firstName, lastName])
  await refuseTooMany(
    [
      [`sign-up:address:${address}`, LIMITS.signUpAddress],
      [emailKey('sign-up:email', email), LIMITS.signUpEmail],
    ],
    at,
  )
  const passwordHash = await hashPassword(password)
  const secret = randomToken()
  const id = await inSteadyTime(() =>
    db.$transaction(async (tx) => {
      await consumeCaptcha(tx, captcha)
      const kept = { email, firstName, lastName, passwordHash, browserHash: tokenHash(secret) }
      return keepSignUp(tx, kept, at)
    }),
  )
  return { id, secret }
}

/**
 * « Renvoyer l’e-mail », from the browser that signed up. Both links then work: whichever mail comes first.
 *
 * @throws Refusal TOO_MANY; NotFound when this browser has no sign-up that waits
 */
export async function resendSignUp(trace: SignUpTrace, at: Date): Promise<SignUpTrace> {
  const found = await db.signUp.findUnique({ where: { id: trace.id } })
  if (!found || !sameSecret(found.browserHash, tokenHash(trace.secret))) throw new NotFound()
  return { id: await renew(found, at), secret: trace.secret }
}

/**
 * « Recevoir un nouveau lien », from the page of a link that has expired.
 *
 * @throws Refusal TOO_MANY; NotFound when the link is unknown
 */
export async function renewExpiredSignUp(token: string, at: Date): Promise<void> {
  const found = await db.signUp.findUnique({ where: { tokenHash: tokenHash(token) } })
  if (!found) throw new NotFound()
  await renew(found, at)
}

type KeptSignUp = Person & { passwordHash: string; browserHash: string }

async function renew(signUp: KeptSignUp & { confirmedAt: Date | null }, at: Date): Promise<string> {
  await refuseTooMany([[emailKey('sign-up:resend', signUp.email), LIMITS.resend]], at)
  const { email, firstName, lastName, passwordHash, browserHash, confirmedAt } = signUp
  if (confirmedAt) throw new NotFound()
  const kept = { email, firstName, lastName, passwordHash, browserHash }
  return inSteadyTime(() => db.$transaction(async (tx) => keepSignUp(tx, kept, at)))
}

async function keepSignUp(tx: Tx, kept: KeptSignUp, at: Date): Promise<string> {
  const token = randomToken()
  const signUp = await tx.signUp.create({
    data: {
      ...kept,
      tokenHash: tokenHash(token),
      createdAt: at,
      expiresAt: new Date(at.getTime() + LINK_LIFETIME.signUp),
    },
  })
  const account = await tx.account.findUnique({ where: { email: kept.email }, select: { id: true } })
  await queueMail(tx, account ? accountExistsMail(signUp) : confirmSignUpMail(signUp, token), at)
  await recordEvent(tx, null, at, { action: 'account.sign-up', subject: signUp.id })
  return signUp.id
}
