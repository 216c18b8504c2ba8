import { reversePayment } from '@/lib/billing/operations/record-payment'
import type { Tx } from '@/lib/core/db'
import { pollAttempts } from '@/lib/payment/operations/poll-attempts'
import { resolveAttempt } from '@/lib/payment/operations/resolve-attempt'
import { startPayment } from '@/lib/payment/operations/start-payment'
import { paymentScreen } from '@/lib/payment/queries/payment'
import type { Result } from '@/scripts/payfip/book'
import { agentActor, createAgent } from '../../factories/accounts'
import type { Payfip } from '../../fixtures/payfip'
import { expect, idOpOf, later, NOW, setScene, test, written } from './scene'

/** A payment begun by Sofia at NOW. */
async function begun(db: Tx) {
  const scene = await setScene(db)
  return { ...scene, idOp: idOpOf(await startPayment(scene.sofia, scene.invoice.id, NOW)) }
}

/** PayFiP tells nobody, and its clock and ours move on. */
async function ended(payfip: Payfip, idOp: string, result: Result, minutes: number) {
  await payfip.set({ notification: 'never' })
  await payfip.moveTo(later(minutes))
  await payfip.finish(idOp, result)
}

for (const [result, method] of [
  ['P', 'PAYFIP_CARD'],
  ['V', 'PAYFIP_DEBIT'],
] as const)
  test(`${result}: one payment, of the authorisation and the day that PayFiP tells, a receipt, its event`, async ({
    db,
    portal: { payfip },
  }) => {
    const { idOp, sofia, family, invoice } = await begun(db)
    await ended(payfip, idOp, result, 3)
    expect(await resolveAttempt({ idOp }, later(3))).toMatchObject({ state: 'PAID', isUnanswered: false })
    const { attempts, payments, receipts } = await written(db)
    expect(attempts).toMatchObject([{ state: 'PAID', endedAt: later(3), nextCheckAt: null, alert: null }])
    expect(payments).toMatchObject([
      {
        ...{ method, amount: 8_420, familyId: family.id, invoiceId: invoice.id },
        attemptId: attempts[0]!.id,
      },
    ])
    expect(payments[0]!.reference).toMatch(result === 'P' ? /^[0-9A-F]{6}$/ : /^[0-9A-F]{16}$/)
    expect(payments[0]!.receivedOn.toISOString().slice(0, 10)).toBe('2026-12-10')
    expect(receipts).toMatchObject([{ to: sofia.email, subject: expect.stringContaining('2026-000001') }])
    expect(receipts[0]!.text.includes('Si votre banque rejette')).toBe(result === 'V')
    const events = await db.auditEvent.findMany({ where: { action: { startsWith: 'payment.' } } })
    expect(events.map(({ action, actor }) => [action, actor]).sort()).toEqual([
      ['payment.receive', 'SYSTEM'],
      ['payment.start', 'CITIZEN'],
    ])
    await expect(startPayment(sofia, invoice.id, later(4))).rejects.toMatchObject({ code: 'PAID' })
  })

for (const result of ['R', 'Z'] as const)
  test(`${result}: refused, nothing is paid, and another may begin at once`, async ({
    db,
    portal: { payfip },
  }) => {
    const { idOp, sofia, invoice } = await begun(db)
    await ended(payfip, idOp, result, 3)
    expect(await resolveAttempt({ idOp }, later(3))).toMatchObject({ state: 'REFUSED' })
    const again = idOpOf(await startPayment(sofia, invoice.id, later(4)))
    expect(again).not.toBe(idOp)
    expect(await written(db)).toMatchObject({
      attempts: [{ reference: '2026000001P1' }, { reference: '2026000001P2', state: 'AWAITING' }],
      payments: [],
      receipts: [],
    })
  })

test('A: waits twenty minutes, since the parent may go back and pay; then it is over', async ({
  db,
  portal: { payfip },
}) => {
  const { idOp, sofia, invoice } = await begun(db)
  await ended(payfip, idOp, 'A', 3)
  expect(await resolveAttempt({ idOp }, later(3))).toMatchObject({ state: 'AWAITING' })
  await expect(startPayment(sofia, invoice.id, later(4))).rejects.toMatchObject({
    code: 'WAIT',
    message: expect.stringContaining('abandonné'),
  })
  await payfip.moveTo(later(21))
  await startPayment(sofia, invoice.id, later(21))
  expect((await written(db)).attempts).toMatchObject([{ state: 'CANCELLED' }, { state: 'AWAITING' }])
})

test('P5 and P1: waits, then is over; a technical failure ends nothing and is asked again in half an hour', async ({
  db,
  portal: { payfip },
}) => {
  const { idOp } = await begun(db)
  const state = async (minutes: number) => (await resolveAttempt({ idOp }, later(minutes)))!.state
  expect(await state(5)).toBe('AWAITING')
  for (const kind of ['502', 'cut', 'broken', 'TechDysfonctionnementErreur'] as const) {
    await payfip.set({ failure: { kind } })
    expect(await resolveAttempt({ idOp }, later(30))).toMatchObject({ state: 'AWAITING', isUnanswered: true })
    expect((await written(db)).attempts[0]!.nextCheckAt).toEqual(later(60))
  }
  await payfip.set({ failure: { kind: 'silence' } })
  expect(await resolveAttempt({ idOp }, later(31), { timeout: 200 })).toMatchObject({ state: 'AWAITING' })
  await payfip.set({ failure: null })
  expect(await state(60)).toBe('EXPIRED')
  await payfip.set({ failure: { kind: 'fault', code: 'P1' } })
  expect(await state(61)).toBe('EXPIRED')
  expect((await written(db)).attempts[0]!.nextCheckAt).toBeNull()
})

test('a fault of the contract is raised once, and the attempt stays', async ({ db, portal: { payfip } }) => {
  const { idOp } = await begun(db)
  await payfip.set({ failure: { kind: 'fault', code: 'T2' } })
  for (const minutes of [5, 35, 65]) await resolveAttempt({ idOp }, later(minutes))
  expect((await written(db)).attempts).toMatchObject([
    { state: 'AWAITING', alert: 'FAULT', alertedAt: later(5), fault: 'T2' },
  ])
  expect(await db.auditEvent.count({ where: { action: 'payment.alert' } })).toBe(1)
})

for (const [name, altered] of Object.entries<Record<string, string>>({
  'another sum': { montant: '1' },
  'another reference': { refdet: '2026000002P1' },
  'another régie': { numcli: '100003' },
  'another mode': { saisie: 'W' },
  'a result that nobody knows': { resultrans: 'K' },
}))
  test(`${name} than was asked for is never paid, and is raised`, async ({ db, portal: { payfip } }) => {
    const { idOp } = await begun(db)
    await payfip.set({ altered })
    await ended(payfip, idOp, 'P', 3)
    await resolveAttempt({ idOp }, later(3))
    await resolveAttempt({ idOp }, later(40))
    const alert = 'resultrans' in altered ? 'UNKNOWN_RESULT' : 'ECHO_DIFFERS'
    const { attempts, payments } = await written(db)
    expect([attempts, payments]).toMatchObject([[{ state: 'AWAITING', alert, alertedAt: later(3) }], []])
  })

test('notified, notified twice, before the return or never: one payment each time', async ({
  db,
  portal: { payfip, heard },
}) => {
  const { idOp } = await begun(db)
  heard.at = later(3)
  await payfip.moveTo(later(3))
  await payfip.set({ notification: 'twice' })
  await payfip.finish(idOp, 'P')
  await payfip.release()
  await Promise.all([resolveAttempt({ idOp }, later(3)), pollAttempts(later(6))])
  const { payments, receipts } = await written(db)
  expect([payments.length, receipts.length]).toEqual([1, 1])
  expect((await payfip.state()).notifications.sent.map(({ status }) => status)).toEqual([200, 200])
})

test('the portal was down when it was notified, and nobody came back: polling finds the payment', async ({
  db,
  portal: { payfip, heard },
}) => {
  const { idOp } = await begun(db)
  heard.isDeaf = true
  await payfip.moveTo(later(3))
  await payfip.finish(idOp, 'P')
  expect(await pollAttempts(later(4))).toBe(0)
  expect(await pollAttempts(later(6))).toBe(1)
  expect((await written(db)).payments).toHaveLength(1)
  expect(await pollAttempts(later(60))).toBe(0)
})

test('processes that resolve at once record one payment', async ({ db, portal: { payfip } }) => {
  const { idOp } = await begun(db)
  await ended(payfip, idOp, 'P', 3)
  await Promise.all([
    ...Array.from({ length: 6 }, () => resolveAttempt({ idOp }, later(6))),
    pollAttempts(later(6)),
  ])
  const { payments, receipts } = await written(db)
  expect([payments.length, receipts.length]).toEqual([1, 1])
  expect(await db.auditEvent.count({ where: { action: 'payment.receive' } })).toBe(1)
})

test('paid after it had expired: recorded once beside its end, and raised; delayed notification included', async ({
  db,
  portal: { payfip, heard },
}) => {
  const { idOp, sofia, invoice } = await begun(db)
  expect(await pollAttempts(later(25))).toBe(1)
  const second = idOpOf(await startPayment(sofia, invoice.id, later(26)))
  await payfip.moveTo(later(30))
  await payfip.set({ notification: 'delayed' })
  await payfip.finish(idOp, 'P')
  await payfip.finish(second, 'P')
  heard.at = later(31)
  await payfip.release()
  await Promise.all([resolveAttempt({ idOp }, later(32)), pollAttempts(later(120))])
  const { attempts, payments } = await written(db)
  expect(attempts).toMatchObject([
    { state: 'EXPIRED', alert: 'LATE_PAYMENT', endedAt: later(25) },
    { state: 'PAID', alert: null },
  ])
  expect(payments.map(({ attemptId, amount }) => [attemptId, amount]).sort()).toEqual(
    attempts.map(({ id }) => [id, 8_420]).sort(),
  )
  expect(await db.auditEvent.count({ where: { action: 'payment.alert' } })).toBe(1)
})

test('what expired is asked about for a day, so that a lost late payment is found; then no more', async ({
  db,
  portal: { payfip },
}) => {
  const { idOp } = await begun(db)
  await pollAttempts(later(25))
  await ended(payfip, idOp, 'V', 40)
  const polled: number[] = []
  for (let minutes = 30; minutes <= 60; minutes += 5)
    if (await pollAttempts(later(minutes))) polled.push(minutes)
  expect(polled).toEqual([55])
  expect((await written(db)).attempts).toMatchObject([{ state: 'EXPIRED', alert: 'LATE_PAYMENT' }])
  expect((await written(db)).payments).toMatchObject([{ method: 'PAYFIP_DEBIT' }])
})

test('a refused attempt is asked about a few times more, and left after a day', async ({
  db,
  portal: { payfip },
}) => {
  const { idOp } = await begun(db)
  await ended(payfip, idOp, 'R', 3)
  const polled: number[] = []
  for (let minutes = 5; minutes <= 3 * 24 * 60; minutes += 5)
    if ((await written(db)).attempts[0]!.nextCheckAt && (await pollAttempts(later(minutes))))
      polled.push(minutes)
  expect(polled).toEqual([5, 35, 70, 140, 280, 560, 1120, 1440])
})

test('told unpaid after it was told paid: the payment stays, an agent is told', async ({
  db,
  portal: { payfip },
}) => {
  const { idOp } = await begun(db)
  await ended(payfip, idOp, 'P', 3)
  await resolveAttempt({ idOp }, later(3))
  await payfip.set({ altered: { resultrans: 'R' } })
  await resolveAttempt({ idOp }, later(4))
  const { attempts, payments } = await written(db)
  expect([attempts, payments.length]).toMatchObject([[{ state: 'PAID', alert: 'CONTRADICTION' }], 1])
})

test('a payment that an agent took back is no more told as received, and its invoice is to be paid again', async ({
  db,
  portal: { payfip },
}) => {
  const { idOp, sofia, invoice } = await begun(db)
  await ended(payfip, idOp, 'V', 3)
  await resolveAttempt({ idOp }, later(3))
  expect((await paymentScreen(sofia, invoice.id, later(4)))!.receipts).toMatchObject([{ reversal: null }])
  const agent = await agentActor(db, await createAgent(db, 'BILLING'))
  const [payment] = (await written(db)).payments
  await reversePayment(agent, { paymentId: payment!.id, reason: 'Rejet de la banque' }, later(60))
  expect(await paymentScreen(sofia, invoice.id, later(61))).toMatchObject({
    ...{ left: 8_420, problem: null },
    receipts: [{ amount: 8_420, reversal: { on: '2026-12-10', reason: 'Rejet de la banque' } }],
  })
})

test('an unknown idOp names nothing, and a payment whose family was erased is still recorded', async ({
  db,
  portal: { payfip },
}) => {
  const { idOp, family } = await begun(db)
  expect(await resolveAttempt({ idOp: 'inconnu' }, NOW)).toBeNull()
  await ended(payfip, idOp, 'P', 3)
  await db.family.delete({ where: { id: family.id } })
  await resolveAttempt({ idOp }, later(3))
  expect((await written(db)).payments).toMatchObject([{ familyId: null, amount: 8_420 }])
})
