import { randomUUID } from 'node:crypto'
import type { Parent } from '@/lib/core/actor'
import { day } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { pollAttempts } from '@/lib/payment/operations/poll-attempts'
import { startPayment } from '@/lib/payment/operations/start-payment'
import { createAccount, parentActor } from '../../factories/accounts'
import { subscribe } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'
import { expect, idOpOf, later, NOW, payAtCounter, setScene, test, written } from './scene'

test('what is sent is what is left of the invoice; the attempt is written, its page opens', async ({
  db,
  portal: { payfip },
}) => {
  const { sofia, invoice } = await setScene(db)
  await payAtCounter(db, invoice, 3_000)
  const address = await startPayment(sofia, invoice.id, NOW)
  const { payments } = await payfip.state()
  expect(address).toBe(`${payfip.url}/paiementws.web?idop=${payments[0]!.idOp}`)
  expect(payments[0]!.fields).toMatchObject({
    ...{ exer: '2026', mel: sofia.email, montant: '5420', numcli: '100001', saisie: 'T' },
    ...{ refdet: '2026000001P1', objet: 'Facture 2026 000001 novembre 2026' },
    urlnotif: `${process.env.APP_URL}/api/paiement/notification`,
    urlredirect: `${process.env.APP_URL}/api/paiement/retour`,
  })
  expect((await written(db)).attempts).toMatchObject([
    { state: 'AWAITING', idOp: payments[0]!.idOp, amount: 5_420, nextCheckAt: later(5) },
  ])
})

test('another family’s invoice, a draft, a credit note, an unknown one: they do not exist', async ({
  db,
  portal: _,
}) => {
  const { moreau, sofia, invoice, family } = await setScene(db)
  const draft = await db.invoice.create({
    data: {
      ...{
        kind: 'INVOICE',
        familyId: family.id,
        total: 500,
        month: new Date('2026-10-01'),
        isResident: true,
      },
      ...{ payerName: 'X', payerAddress: '', dueOn: new Date('2026-12-31') },
    },
  })
  const credit = await db.invoice.create({
    data: {
      ...{ kind: 'CREDIT_NOTE', familyId: family.id, total: -500, month: new Date('2026-11-01') },
      ...{ payerName: 'X', payerAddress: '', dueOn: new Date('2026-12-31'), isResident: true },
      ...{ correctsId: invoice.id, reason: 'Erreur' },
    },
  })
  const asked: [Parent, string][] = [
    [moreau, invoice.id],
    [{ ...sofia, guardians: [] }, invoice.id],
    ...[draft.id, credit.id, randomUUID(), 'x'].map((id): [Parent, string] => [sofia, id]),
  ]
  for (const [parent, id] of asked)
    await expect(startPayment(parent, id, NOW)).rejects.toBeInstanceOf(NotFound)
  expect((await written(db)).attempts).toEqual([])
})

test('nothing left, less than one euro, PayFiP not set: refused in words, and nothing is written', async ({
  db,
  portal: { payfip },
}) => {
  const { sofia, invoice, family } = await setScene(db)
  const refused = async (code: string) =>
    expect(startPayment(sofia, invoice.id, NOW)).rejects.toMatchObject({ code, message: /\S+/ })
  await payAtCounter(db, invoice, 8_321)
  await refused('TOO_SMALL')
  await payAtCounter(db, invoice, 99)
  await refused('PAID')
  await db.authority.updateMany({ data: { payfipClient: null, payfipMode: null } })
  const next = await createInvoice(db, family, { month: day('2026-10-01') })
  await expect(startPayment(sofia, next.id, NOW)).rejects.toMatchObject({ code: 'NOT_OPEN' })
  expect((await written(db)).attempts).toEqual([])
  expect((await payfip.state()).calls).toEqual([])
})

test('two tabs, two clicks at once: one attempt, one page, for fifteen minutes', async ({
  db,
  portal: { payfip },
}) => {
  const { sofia, invoice } = await setScene(db)
  const clicks = await Promise.allSettled(
    Array.from({ length: 4 }, () => startPayment(sofia, invoice.id, NOW)),
  )
  for (const click of clicks)
    if (click.status === 'rejected') expect(click.reason).toMatchObject({ code: 'WAIT' })
  const page = await startPayment(sofia, invoice.id, later(14))
  expect((await payfip.state()).payments.map(({ idOp }) => idOp)).toEqual([idOpOf(page)])
  await expect(startPayment(sofia, invoice.id, later(16))).rejects.toMatchObject({ code: 'WAIT' })
  expect((await written(db)).attempts).toHaveLength(1)
  expect(idOpOf(await startPayment(sofia, invoice.id, later(21)))).not.toBe(idOpOf(page))
})

test('the other parent waits: the page that is open shows the address of whoever began', async ({
  db,
  portal: _,
}) => {
  const { sofia, invoice, family } = await setScene(db)
  const account = await createAccount(db, { email: 'karim@exemple.example' })
  await subscribe(db, account, family.guardians[0]!)
  const karim = await parentActor(db, account)
  await startPayment(sofia, invoice.id, NOW)
  await expect(startPayment(karim, invoice.id, later(1))).rejects.toMatchObject({
    code: 'WAIT',
    message: expect.stringContaining('9\u00a0h\u00a052'),
  })
})

for (const kind of ['502', 'silence', 'html', 'TechIndisponibiliteErreur'] as const)
  test(`${kind} when it is opened: the parent reads it, nothing holds the invoice, no alert`, async ({
    db,
    portal: { payfip },
  }) => {
    const { sofia, invoice } = await setScene(db)
    await payfip.set({ failure: { kind, operation: 'creerPaiementSecurise' } })
    await expect(startPayment(sofia, invoice.id, NOW, { timeout: 200 })).rejects.toMatchObject({
      code: 'PAYFIP',
      message: expect.stringContaining('ne répond pas'),
    })
    expect((await written(db)).attempts).toMatchObject([{ state: 'EXPIRED', idOp: null, alert: null }])
    expect(await db.auditEvent.findMany({ where: { action: 'payment.end' } })).toMatchObject([
      { familyId: invoice.familyId },
    ])
    await payfip.set({ failure: null })
    await startPayment(sofia, invoice.id, later(1))
    expect(await pollAttempts(later(3))).toBe(0)
  })

test('a fault of the contract is raised once, whatever the number of families; the parent’s own is not', async ({
  db,
  portal: { payfip },
}) => {
  const { sofia, invoice } = await setScene(db)
  await payfip.set({ failure: { kind: 'fault', code: 'T4' } })
  for (const minutes of [0, 1])
    await expect(startPayment(sofia, invoice.id, later(minutes))).rejects.toMatchObject({ code: 'PAYFIP' })
  await payfip.set({ failure: { kind: 'fault', code: 'A2' } })
  await expect(startPayment(sofia, invoice.id, later(2))).rejects.toMatchObject({ code: 'PAYFIP' })
  const { attempts } = await written(db)
  expect(attempts.map(({ fault, alert }) => [fault, alert])).toEqual([
    ['T4', 'FAULT'],
    ['T4', null],
    ['A2', null],
  ])
})

test('a process that died before PayFiP answered holds the invoice a minute, no more', async ({
  db,
  portal: _,
}) => {
  const { sofia, invoice } = await setScene(db)
  await db.paymentAttempt.create({
    data: {
      ...{ invoiceId: invoice.id, familyId: invoice.familyId, accountId: sofia.accountId, state: 'CREATED' },
      ...{ reference: '2026000001P1', amount: 8_420, clientNumber: '100001', mode: 'T', year: 2026 },
      ...{ createdAt: NOW, nextCheckAt: later(1) },
    },
  })
  await expect(startPayment(sofia, invoice.id, later(0.5))).rejects.toMatchObject({ code: 'WAIT' })
  await startPayment(sofia, invoice.id, later(1))
  expect((await written(db)).attempts).toMatchObject([{ state: 'EXPIRED' }, { state: 'AWAITING' }])
})

test('the database holds one open attempt per invoice, what was sent, and an end', async ({
  db,
  portal: _,
}) => {
  const { sofia, invoice } = await setScene(db)
  await startPayment(sofia, invoice.id, NOW)
  const { id, idOp: __, ...attempt } = (await written(db)).attempts[0]!
  await expect(
    db.paymentAttempt.create({ data: { ...attempt, reference: '2026000001P9', state: 'CREATED' } }),
  ).rejects.toThrow(/Unique/)
  await expect(db.paymentAttempt.update({ where: { id }, data: { amount: 100 } })).rejects.toThrow(
    /does not change/,
  )
  await db.paymentAttempt.update({ where: { id }, data: { state: 'EXPIRED', endedAt: later(30) } })
  await expect(db.paymentAttempt.update({ where: { id }, data: { state: 'PAID' } })).rejects.toThrow(
    /does not change its end/,
  )
  await expect(db.authority.updateMany({ data: { payfipMode: null } })).rejects.toThrow(/Authority_payfip/)
})
