import { randomUUID } from 'node:crypto'
import type { AgentActor } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { issueCreditNote } from '@/lib/billing/operations/credit-note'
import { recordPayment, reversePayment } from '@/lib/billing/operations/record-payment'
import { creditNoteSchema, paymentSchema } from '@/lib/billing/schema'
import { agentActor, createAgent } from '../../factories/accounts'
import { createFamily } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'
import { expect, test } from '../../fixtures/database'

const NOW = new Date('2026-12-02T09:00:00Z')

const billingAgent = async (db: Tx): Promise<AgentActor> => agentActor(db, await createAgent(db, 'BILLING'))

const credit = (invoiceId: string, amount: string, key: string = randomUUID()) =>
  creditNoteSchema.parse({ key, invoiceId, amount, reason: 'Repas non servi' })

const payment = (familyId: string, more: object = {}) =>
  paymentSchema.parse({
    ...{
      key: randomUUID(),
      familyId,
      amount: '12,50',
      method: 'CHEQUE',
      receivedOn: '2026-12-01',
      reference: '0042',
    },
    ...more,
  })

test('a credit note takes back at most what was billed, has the next number, and never changes', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const family = await createFamily(db)
  const invoice = await createInvoice(db, family, { total: 3000 })
  await issueCreditNote(agent, credit(invoice.id, '10'), NOW)
  await expect(issueCreditNote(agent, credit(invoice.id, '20,01'), NOW)).rejects.toMatchObject({
    code: 'TOO_MUCH',
  })
  await issueCreditNote(agent, credit(invoice.id, '20'), NOW)
  const notes = await db.invoice.findMany({ where: { kind: 'CREDIT_NOTE' }, orderBy: { number: 'asc' } })
  expect(notes.map(({ total, number }) => [total, number])).toEqual([
    [-1000, 2],
    [-2000, 3],
  ])
  await expect(db.invoice.update({ where: { id: notes[0]!.id }, data: { reason: 'Autre' } })).rejects.toThrow(
    /does not change/,
  )
  await expect(issueCreditNote(agent, credit(notes[0]!.id, '1'), NOW)).rejects.toThrow(NotFound)
})

test('two agents who take back the same invoice at once take back no more than it', async ({ db }) => {
  const agent = await billingAgent(db)
  const invoice = await createInvoice(db, await createFamily(db), { total: 3000 })
  const key = randomUUID()
  const same = [key, key].map((one) => issueCreditNote(agent, credit(invoice.id, '20', one), NOW))
  await Promise.all([...same, issueCreditNote(agent, credit(invoice.id, '20'), NOW).catch(() => null)])
  const { _sum } = await db.invoice.aggregate({ where: { kind: 'CREDIT_NOTE' }, _sum: { total: true } })
  expect(_sum.total).toBe(-2000)
})

test('a payment at the counter is recorded once, for an invoice of the family or on account', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const [family, other] = [await createFamily(db), await createFamily(db, { name: 'Autre' })]
  const invoice = await createInvoice(db, family, { total: 3000 })
  const input = payment(family.id, { invoiceId: invoice.id })
  await Promise.all([recordPayment(agent, input, NOW), recordPayment(agent, input, NOW)])
  await recordPayment(agent, payment(family.id, { method: 'CASH', reference: '' }), NOW)
  const payments = await db.payment.findMany({ orderBy: { invoiceId: 'asc' } })
  expect(
    payments.map(({ amount, method, invoiceId, reference }) => [amount, method, invoiceId, reference]),
  ).toEqual([
    [1250, 'CHEQUE', invoice.id, '0042'],
    [1250, 'CASH', null, null],
  ])
  await expect(recordPayment(agent, payment(other.id, { invoiceId: invoice.id }), NOW)).rejects.toThrow(
    NotFound,
  )
  await expect(recordPayment(agent, payment(randomUUID()), NOW)).rejects.toThrow(NotFound)
  const tomorrow = payment(family.id, { receivedOn: '2026-12-03' })
  await expect(recordPayment(agent, tomorrow, NOW)).rejects.toMatchObject({ code: 'FUTURE' })
})

test('a page that was gone back to records no second payment and no second credit note in silence', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const family = await createFamily(db)
  const invoice = await createInvoice(db, family, { total: 3000 })
  const key = randomUUID()
  await recordPayment(agent, payment(family.id, { key }), NOW)
  await recordPayment(agent, payment(family.id, { key }), NOW)
  for (const other of [
    { amount: '13' },
    { method: 'CASH' },
    { reference: '0043' },
    { invoiceId: invoice.id },
  ])
    await expect(recordPayment(agent, payment(family.id, { key, ...other }), NOW)).rejects.toMatchObject({
      code: 'USED',
    })
  expect(await db.payment.count()).toBe(1)
  await issueCreditNote(agent, credit(invoice.id, '10', key), NOW)
  await issueCreditNote(agent, credit(invoice.id, '10', key), NOW)
  await expect(issueCreditNote(agent, credit(invoice.id, '11', key), NOW)).rejects.toMatchObject({
    code: 'USED',
  })
  expect(await db.invoice.count({ where: { kind: 'CREDIT_NOTE' } })).toBe(1)
})

test('a payment received more than a year ago is a year mistyped', async ({ db }) => {
  const agent = await billingAgent(db)
  const family = await createFamily(db)
  const on = (receivedOn: string) => recordPayment(agent, payment(family.id, { receivedOn }), NOW)
  await expect(on('2025-12-01')).rejects.toMatchObject({ code: 'LONG_AGO' })
  await on('2025-12-02')
})

test('a payment is reversed once, with its reason, and never changed', async ({ db }) => {
  const agent = await billingAgent(db)
  const family = await createFamily(db)
  await recordPayment(agent, payment(family.id), NOW)
  const [paid] = await db.payment.findMany()
  const reverse = () => reversePayment(agent, { paymentId: paid!.id, reason: 'Chèque sans provision' }, NOW)
  const outcomes = await Promise.allSettled([reverse(), reverse()])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { _sum, _count } = await db.payment.aggregate({ _sum: { amount: true }, _count: true })
  expect([_sum.amount, _count]).toEqual([0, 2])
  for (const attempt of [
    db.payment.update({ where: { id: paid!.id }, data: { amount: 1 } }),
    db.payment.delete({ where: { id: paid!.id } }),
  ])
    await expect(attempt).rejects.toThrow(/reverse it/)
})

test('amounts are whole centimes above zero', () => {
  for (const amount of ['0', '-5', '1,234', 'dix', ''])
    expect(paymentSchema.safeParse({ ...payment(randomUUID()), amount }).success, amount).toBe(false)
})

test('other agents neither take back nor record', async ({ db }) => {
  const family = await createFamily(db)
  const invoice = await createInvoice(db, family, { total: 3000 })
  for (const role of ['FAMILY_SERVICE', 'ON_SITE'] as const) {
    const agent = await agentActor(db, await createAgent(db, role))
    await expect(issueCreditNote(agent, credit(invoice.id, '1'), NOW)).rejects.toThrow(NotFound)
    await expect(recordPayment(agent, payment(family.id), NOW)).rejects.toThrow(NotFound)
  }
})
