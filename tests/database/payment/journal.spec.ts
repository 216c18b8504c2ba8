import { journalTotals } from '@/lib/accounting/queries'
import { day, dayToDb } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { paymentFilterSchema } from '@/lib/payment/journal-schema'
import { checkAttempt } from '@/lib/payment/operations/check-attempt'
import { reconcileFile } from '@/lib/payment/operations/reconcile-file'
import { startPayment } from '@/lib/payment/operations/start-payment'
import { resolveAttempt } from '@/lib/payment/operations/resolve-attempt'
import { journalByDay, journalLines, paymentsJournal, recordedTotals } from '@/lib/payment/queries/journal'
import { openPayments } from '@/lib/payment/queries/open-attempts'
import { agentActor, createAgent } from '../../factories/accounts'
import { createFamily } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'
import type { Tx } from '@/lib/core/db'
import { expect, idOpOf, later, NOW, setScene, test, written } from './scene'

const billing = async (db: Tx) => agentActor(db, await createAgent(db, 'BILLING'))

const filter = (search: object = {}) => paymentFilterSchema.parse(search)

/** A cheque of the Béranger on 8 December that was reversed the day after, and cash of the Moreau on account. */
async function receive(db: Tx) {
  const beranger = await createFamily(db, { name: 'Béranger' })
  const invoice = await createInvoice(db, beranger, { total: 1_000 })
  const moreau = await createFamily(db, { name: 'Moreau' })
  const on = (text: string) => ({ receivedOn: dayToDb(day(text)), recordedAt: NOW })
  const cheque = await db.payment.create({
    data: {
      ...{ familyId: beranger.id, invoiceId: invoice.id, amount: 1_000, method: 'CHEQUE' },
      ...{ reference: 'Chèque 0042', ...on('2026-12-08') },
    },
  })
  const { familyId, invoiceId } = cheque
  await db.payment.create({
    data: {
      ...{ familyId, invoiceId, amount: -1_000, method: 'CHEQUE', reversesId: cheque.id, reason: 'Rejet' },
      ...on('2026-12-09'),
    },
  })
  await db.payment.create({
    data: { familyId: moreau.id, amount: 500, method: 'CASH', ...on('2026-12-09') },
  })
  return { invoice }
}

test('payments are found by family without its accents, number of invoice or receipt, reference, sum, days and means', async ({
  db,
}) => {
  const agent = await billing(db)
  await receive(db)
  const amounts = async (search: object) =>
    (await paymentsJournal(agent, filter(search))).lines.map(({ amount }) => amount)
  expect((await amounts({})).sort((a, b) => a - b)).toEqual([-1_000, 500, 1_000])
  expect(await amounts({ q: 'beranger' })).toEqual([-1_000, 1_000])
  expect(await amounts({ q: '\0beranger' })).toEqual([-1_000, 1_000])
  expect(await amounts({ q: '2026-1' })).toEqual([-1_000, 1_000])
  expect(await amounts({ q: 'R2026-000002' })).toEqual([500])
  expect(await amounts({ q: 'cheque 0042' })).toEqual([1_000])
  expect(await amounts({ q: '100%' })).toEqual([])
  expect(await amounts({ q: 'beran\0ger' })).toEqual([-1_000, 1_000])
  expect(await amounts({ montant: '5' })).toEqual([500])
  expect(await amounts({ moyen: 'CASH' })).toEqual([500])
  expect(await amounts({ du: '2026-12-09', au: '2026-12-09', moyen: 'CHEQUE' })).toEqual([-1_000])
  expect((await paymentsJournal(agent, filter({ q: 'beranger' }))).lines).toMatchObject([
    { isReversal: true, receipt: null, family: { name: 'Béranger' } },
    { isReversed: true, receipt: 'R2026-000001', invoice: { number: '2026-000001' } },
  ])
})

test('a town’s payments of years are summed: more than 21 million euros', async ({ db }) => {
  const agent = await billing(db)
  const { id: familyId } = await createFamily(db)
  const one = { familyId, amount: 99_999_900, method: 'TRANSFER' as const, recordedAt: NOW }
  await db.payment.createMany({
    data: Array.from({ length: 30 }, () => ({ ...one, receivedOn: dayToDb(day('2026-12-08')) })),
  })
  const total = 2_999_997_000
  expect((await paymentsJournal(agent, filter())).totals).toMatchObject([{ received: total, reversed: 0 }])
  expect(await journalByDay(agent, filter())).toMatchObject([{ received: total }])
  const period = { from: day('2026-01-01'), to: day('2026-12-31') }
  expect(await journalTotals(agent, period)).toMatchObject([{ kind: 'PAYMENT', amount: -total }])
})

test('the régie’s journal has a line for each day and means; what was taken back stands beside what came', async ({
  db,
}) => {
  const agent = await billing(db)
  await receive(db)
  expect(await journalByDay(agent, filter())).toEqual([
    { day: '2026-12-08', method: 'CHEQUE', count: 1, received: 1_000, reversed: 0 },
    { day: '2026-12-09', method: 'CASH', count: 1, received: 500, reversed: 0 },
    { day: '2026-12-09', method: 'CHEQUE', count: 1, received: 0, reversed: -1_000 },
  ])
  expect((await journalLines(agent, filter())).map(({ receivedOn }) => receivedOn)).toEqual([
    ...['2026-12-08', '2026-12-09', '2026-12-09'],
  ])
  expect(await recordedTotals(agent, day('2026-12-08'), day('2026-12-08'))).toMatchObject([
    { method: 'CHEQUE', received: 1_000 },
  ])
  await expect(journalLines(agent, filter(), 2)).rejects.toMatchObject({ code: 'TOO_MANY' })
  const service = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  for (const read of [
    paymentsJournal(service, filter()),
    journalByDay(service, filter()),
    journalLines(service, filter()),
    openPayments(service),
    recordedTotals(service, day('2026-12-08'), day('2026-12-08')),
  ])
    await expect(read).rejects.toThrow(NotFound)
})

test('an agent asks PayFiP about a payment that waits; what it says is recorded once', async ({
  db,
  portal: { payfip },
}) => {
  const { sofia, invoice } = await setScene(db)
  const agent = await billing(db)
  const idOp = idOpOf(await startPayment(sofia, invoice.id, NOW))
  await payfip.set({ notification: 'never' })
  const [open] = await openPayments(agent)
  expect(open).toMatchObject({ amount: 8_420, createdAt: NOW, invoice: { number: '2026-000001' } })
  expect(open!.nextCheckAt!.getTime()).toBeGreaterThan(NOW.getTime())
  const begunOn = async (on: string) => (await openPayments(agent, { from: day(on), to: day(on) })).length
  expect([await begunOn('2026-12-09'), await begunOn('2026-12-10'), await begunOn('2026-12-11')]).toEqual([
    0, 1, 0,
  ])
  await payfip.set({ failure: { kind: '502' } })
  await expect(checkAttempt(agent, { attemptId: open!.id }, later(2))).rejects.toMatchObject({
    code: 'UNANSWERED',
  })
  await payfip.set({ failure: null })
  await payfip.finish(idOp, 'P')
  await Promise.all([1, 2].map(() => checkAttempt(agent, { attemptId: open!.id }, later(3))))
  expect((await written(db)).payments).toHaveLength(1)
  expect(await openPayments(agent)).toEqual([])
  expect((await paymentsJournal(agent, filter({ q: open!.reference }))).lines).toMatchObject([
    { amount: 8_420, attempt: open!.reference, receipt: 'R2026-000001' },
  ])
})

test('a file of the accountant’s is compared line by line, an unknown result is offered to be asked for, and nothing changes', async ({
  db,
  portal: { payfip },
}) => {
  const { sofia, invoice, family, moreau, other } = await setScene(db)
  const agent = await billing(db)
  await payfip.set({ notification: 'never' })
  const payOf = async (parent: typeof sofia, invoiceId: string) => {
    const idOp = idOpOf(await startPayment(parent, invoiceId, NOW))
    await payfip.finish(idOp, 'P')
    return idOp
  }
  await resolveAttempt({ idOp: await payOf(sofia, invoice.id) }, later(2))
  const second = await createInvoice(db, family, { total: 900, month: day('2026-10-01') })
  await resolveAttempt({ idOp: await payOf(sofia, second.id) }, later(2))
  const unheard = await createInvoice(db, other, { total: 700 })
  await payOf(moreau, unheard.id)
  const before = await db.payment.count()
  const file = new File(
    [
      'Date;Référence;Montant\n10/12/2026;2026000001P1;84,20\n10/12/2026;2026000003P1;7,00\n10/12/2026;2099000009P1;1,00\n',
    ],
    'transactions.csv',
  )
  const period = { from: day('2026-12-10'), to: day('2026-12-10') }
  const found = await reconcileFile(agent, { ...period, file }, later(5))
  expect(found).toMatchObject({
    here: { count: 2, total: 9_320 },
    there: { count: 3, total: 9_220, ignored: 0 },
    matched: { count: 1, total: 8_420 },
  })
  expect(
    found.differences.map(({ verdict, reference, attempt }) => [verdict, reference, attempt?.state]),
  ).toEqual([
    ['ONLY_THERE', '2026000003P1', 'AWAITING'],
    ['ONLY_THERE', '2099000009P1', undefined],
    ['ONLY_HERE', '2026000002P1', undefined],
  ])
  expect(await db.payment.count()).toBe(before)
  // On another day, what the file names is still here.
  const eve = { from: day('2026-12-09'), to: day('2026-12-09') }
  expect((await reconcileFile(agent, { ...eve, file }, later(5))).matched.count).toBe(1)
  expect(await db.auditEvent.count({ where: { action: 'payment.reconcile' } })).toBe(2)
})

test('what is no table, or lacks a column, is refused in words', async ({ db }) => {
  const agent = await billing(db)
  const period = { from: day('2026-12-10'), to: day('2026-12-10') }
  for (const [text, words] of [
    ['\u0000\u0001\u0002', /tableau/],
    ['Nom;Montant\nX;1\n', /colonnes/],
    ['Référence;Montant\nX;beaucoup\n', /ligne 2/],
    ['Référence;Montant\n"X;1\n', /tableau/],
  ] as const)
    await expect(reconcileFile(agent, { ...period, file: new File([text], 'f.csv') }, NOW)).rejects.toThrow(
      words,
    )
})
