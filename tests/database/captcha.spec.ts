import { createChallenge, type Challenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { checkCaptcha, consumeCaptcha, newCaptcha } from '@/lib/account/captcha'
import { captchaAnswer, solve, solvedCaptcha } from '../fixtures/captcha'
import { expect, test } from '../fixtures/database'

const at = new Date('2026-11-24T08:00:00Z')
const after = (minutes: number) => new Date(at.getTime() + minutes * 60_000)

test('a captcha rightly solved serves once, whatever the number of simultaneous requests', async ({ db }) => {
  const answer = await solvedCaptcha(at)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, async () => {
      const captcha = await checkCaptcha(answer, 'inscription', at)
      await db.$transaction((tx) => consumeCaptcha(tx, captcha))
    }),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const replay = await checkCaptcha(answer, 'inscription', at)
  await expect(db.$transaction((tx) => consumeCaptcha(tx, replay))).rejects.toMatchObject({
    code: 'CAPTCHA_USED',
  })
})

test('a captcha is worth ten minutes', async () => {
  const answer = await solvedCaptcha(at)
  await expect(checkCaptcha(answer, 'inscription', after(9.9))).resolves.toBeTruthy()
  await expect(checkCaptcha(answer, 'inscription', after(10))).rejects.toMatchObject({
    code: 'CAPTCHA_EXPIRED',
  })
})

test('a captcha whose content was changed is refused: form, end, cost, prefix', async () => {
  const challenge = await newCaptcha('inscription', at)
  const solution = await solve(challenge)
  const { parameters } = challenge
  const forged: Challenge['parameters'][] = [
    { ...parameters, data: { form: 'inscription', endsAt: after(60).getTime() } },
    { ...parameters, data: { form: 'autre', endsAt: after(10).getTime() } },
    { ...parameters, cost: 1 },
    { ...parameters, keyPrefix: '' },
    { ...parameters, keySignature: undefined },
  ]
  for (const changed of forged) {
    const answer = captchaAnswer({ ...challenge, parameters: changed }, solution)
    await expect(checkCaptcha(answer, 'inscription', at)).rejects.toMatchObject({ code: 'CAPTCHA_WRONG' })
  }
})

test('a captcha made with another secret is refused', async () => {
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: 5_000,
    counter: 1,
    deriveKey,
    data: { form: 'inscription', endsAt: after(10).getTime() },
    hmacSignatureSecret: 'x',
    hmacKeySignatureSecret: 'y',
  })
  const answer = captchaAnswer(challenge, await solve(challenge))
  await expect(checkCaptcha(answer, 'inscription', at)).rejects.toMatchObject({ code: 'CAPTCHA_WRONG' })
})

test('a key that was not worked for is refused: the first one derived, the prefix alone, another captcha’s', async () => {
  const challenge = await newCaptcha('inscription', at)
  const { parameters } = challenge
  const [salt, nonce] = [parameters.salt, parameters.nonce].map((hex) => Buffer.from(hex, 'hex')) as [
    Buffer,
    Buffer,
  ]
  const { derivedKey } = await deriveKey(parameters, salt, Buffer.concat([nonce, Buffer.alloc(4)]))
  const other = await solve(await newCaptcha('inscription', at))
  for (const solution of [
    { counter: 0, derivedKey: Buffer.from(derivedKey).toString('hex') },
    { counter: 0, derivedKey: parameters.keyPrefix },
    { counter: 0, derivedKey: parameters.keyPrefix.padEnd(64, '0') },
    { counter: 0, derivedKey: '' },
    other,
  ])
    await expect(checkCaptcha(captchaAnswer(challenge, solution), 'inscription', at)).rejects.toMatchObject({
      code: 'CAPTCHA_WRONG',
    })
})

test('what is no captcha at all is refused in words, next to its box', async () => {
  await expect(checkCaptcha('', 'inscription', at)).rejects.toMatchObject({ code: 'CAPTCHA_MISSING' })
  for (const junk of ['x', '{}', 'bnVsbA==', Buffer.from('[1]').toString('base64'), 'A'.repeat(4_000)])
    await expect(checkCaptcha(junk, 'inscription', at)).rejects.toMatchObject({
      code: 'CAPTCHA_WRONG',
      fields: { altcha: expect.stringContaining('robot') },
    })
})
