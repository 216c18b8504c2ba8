import { accountOfParent } from '@/lib/billing/queries/invoices'
import { issueCreditNote } from '@/lib/billing/operations/credit-note'
import { recordPayment, reversePayment } from '@/lib/billing/operations/record-payment'
import { journalEntries, journalTotals } from '@/lib/accounting/queries'
import { journalPeriod } from '@/lib/accounting/schema'
import { addDays, day, dayInParis } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/new-id'
import { remindUnpaid } from '@/lib/recovery/operations/remind-unpaid'
import { transmitInvoices } from '@/lib/recovery/operations/transmit'
import { agentActor, createAgent } from '../../factories/accounts'
import { createInvoice } from '../../factories/invoices'
import { createActivity } from '../../factories/planning'
import { expect, test } from '../../fixtures/database'
import { DUE, morning, receive, setScene } from './scene'

const ALL = { from: day('2026-01-01'), to: day('2027-12-31') }

test('the entries of all time come to what families owe, to the centime, and each stands on the day it was written', async ({
  db,
}) => {
  const { family, sofia, karim, other, agent, invoice } = await setScene(db)
  const canteen = await createActivity(db)
  const line = (activityId: number | null, price: number) => ({
    ...{ childName: 'Lina', label: 'X', kind: 'DAY' as const, days: [], how: 'X', activityId },
    ...{ quantity: 1, price, amount: price },
  })
  const mixed = await createInvoice(db, other, {
    ...{ month: day('2026-10-01'), issuedAt: new Date('2026-11-30T23:30:00Z') },
    lines: [line(canteen.id, 300), line(canteen.id, 200), line(null, 70)],
  })
  const at = morning(addDays(DUE, -3))
  const paymentId = newId(at)
  const received = { familyId: other.id, invoiceId: mixed.id, method: 'CHEQUE' as const, reference: '=1+1' }
  await recordPayment(agent, { ...received, key: paymentId, amount: 250, receivedOn: day('2026-11-30') }, at)
  await reversePayment(agent, { paymentId, reason: 'Sans provision' }, morning(DUE))
  const cash = { familyId: family.id, invoiceId: null, method: 'CASH' as const, reference: null }
  await recordPayment(agent, { ...cash, key: newId(at), amount: 1_000, receivedOn: dayInParis(at) }, at)
  await issueCreditNote(agent, { key: newId(at), invoiceId: mixed.id, amount: 20, reason: 'Erreur' }, at)
  for (const days of [7, 30]) await remindUnpaid(morning(addDays(DUE, days)))
  const sent = morning(addDays(DUE, 40))
  const { batchId } = await transmitInvoices(agent, { invoices: [{ id: invoice.id, seen: 2 }] }, sent)
  expect(batchId).not.toBeNull()

  const entries = await journalEntries(agent, ALL)
  expect(entries.map(({ on, kind, activity, amount }) => [on, kind, activity, amount])).toEqual([
    ['2026-12-01', 'INVOICE', 'Cantine', 500],
    ['2026-12-01', 'INVOICE', null, 70],
    ['2026-12-01', 'INVOICE', null, 8_420],
    ['2026-12-28', 'CREDIT_NOTE', null, -20],
    ['2026-12-28', 'PAYMENT', null, -250],
    ['2026-12-28', 'PAYMENT', null, -1_000],
    ['2026-12-31', 'REVERSAL', null, 250],
    ['2027-02-09', 'TRANSMISSION', null, -7_420],
  ])
  const sum = entries.reduce((all, { amount }) => all + amount, 0)
  const balances = [await accountOfParent(sofia, sent), await accountOfParent(karim, sent)]
    .flatMap(({ families }) => families)
    .reduce((all, { balance }) => all + balance, 0)
  expect(sum).toBe(balances)
  expect(sum).toBe(550)
  const totals = await journalTotals(agent, ALL)
  expect(totals.reduce((all, { amount }) => all + amount, 0)).toBe(sum)
  expect(totals.find(({ kind }) => kind === 'INVOICE')).toMatchObject({ count: 2, amount: 8_990 })
  const parts = [
    journalPeriod({}, day('2027-01-15')),
    journalPeriod({ du: '2027-01-01', au: '2027-03-01' }, DUE),
  ]
  expect(parts[0]).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  const halves = await Promise.all(parts.map((period) => journalEntries(agent, period)))
  expect(halves.flat()).toEqual(entries)
  const service = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  await expect(journalEntries(service, ALL)).rejects.toBeInstanceOf(NotFound)
})

test('the totals of a large town’s year are summed to the centime', async ({ db }) => {
  const { family, agent } = await setScene(db)
  for (const cents of [1, 2]) await receive(db, { familyId: family.id, id: null }, 2_000_000_000 + cents)
  const totals = await journalTotals(agent, ALL)
  expect(totals.find(({ kind }) => kind === 'PAYMENT')).toMatchObject({ count: 2, amount: -4_000_000_003 })
})

test('a period that is not understood is the month before; one that ends too soon is a day', () => {
  const today = day('2027-01-15')
  expect(journalPeriod({ du: 'x', au: '2027-02-31' }, today)).toEqual({
    from: '2026-12-01',
    to: '2026-12-31',
  })
  expect(journalPeriod({ du: '2027-02-01' }, today)).toEqual({ from: '2027-02-01', to: '2027-02-28' })
  expect(journalPeriod({ du: '2027-02-10', au: '2027-02-01' }, today)).toEqual({
    from: '2027-02-10',
    to: '2027-02-10',
  })
  expect(journalPeriod({ du: '2020-01-01', au: '2027-01-01' }, today).to).toBe('2021-02-04')
})
