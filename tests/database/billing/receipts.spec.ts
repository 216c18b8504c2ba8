import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { readReceipt } from '@/lib/billing/operations/read-receipt'
import { recordPayment, reversePayment } from '@/lib/billing/operations/record-payment'
import { accountForAgent, accountOfParent } from '@/lib/billing/queries/invoices'
import { receiptPdf } from '@/lib/billing/receipt-pdf'
import { paymentSchema } from '@/lib/billing/schema'
import { NotFound } from '@/lib/core/errors'
import { agentActor, createAccount, createAgent, parentActor } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { createFamily, subscribe } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'
import { expect, test } from '../../fixtures/database'
import { plain, readPdf } from '../../fixtures/pdf'
import { billingAgent, NOW } from './scene'

const received = (familyId: string, more: object = {}) =>
  paymentSchema.parse({
    ...{ key: randomUUID(), familyId, amount: '12,50', method: 'CHEQUE', receivedOn: '2026-12-01' },
    ...{ reference: '0042', ...more },
  })

test('each payment has the next number of the year, none is lost: sent twice it is one, what is taken back has none', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const family = await createFamily(db)
  const twice = received(family.id)
  await recordPayment(agent, twice, NOW)
  await recordPayment(agent, twice, NOW)
  await reversePayment(agent, { paymentId: twice.key, reason: 'Chèque sans provision' }, NOW)
  const many = Array.from({ length: 8 }, () => recordPayment(agent, received(family.id), NOW))
  await Promise.all(many)
  await recordPayment(agent, received(family.id), new Date('2026-12-31T23:30:00Z'))
  const receipts = await db.receipt.findMany({ orderBy: [{ year: 'asc' }, { number: 'asc' }] })
  expect(receipts.map(({ year, number }) => [year, number])).toEqual([
    ...Array.from({ length: 9 }, (_, n) => [2026, n + 1]),
    [2027, 1],
  ])
  expect(receipts[0]!.paymentId).toBe(twice.key)
})

test('the number of a receipt neither changes nor goes', async ({ db }) => {
  const agent = await billingAgent(db)
  await recordPayment(agent, received((await createFamily(db)).id), NOW)
  const { paymentId } = await db.receipt.findFirstOrThrow()
  for (const attempt of [
    db.receipt.update({ where: { paymentId }, data: { number: 7 } }),
    db.receipt.delete({ where: { paymentId } }),
  ])
    await expect(attempt).rejects.toThrow(/does not change/)
})

test('the receipt is a tagged PDF that tells the number, day, means, sum and invoice; each reading is journalled', async ({
  db,
}) => {
  const issuer = await createAuthority(db)
  const agent = await billingAgent(db)
  const family = await createFamily(db)
  const invoice = await createInvoice(db, family, { total: 3_000 })
  const input = received(family.id, { invoiceId: invoice.id })
  await recordPayment(agent, input, NOW)
  const pdf = async () => readPdf(await buffer(receiptPdf(await readReceipt(agent, input.key, NOW), issuer)))
  const { pages, tags, title } = await pdf()
  expect(title).toBe('Reçu n° R2026-000001')
  expect(pages).toHaveLength(1)
  for (const said of [
    ...['Reçu de paiement', 'R2026-000001', '1er décembre 2026', 'Chèque', '0042', 'Mme Sofia Delmas'],
    ...['Facture n° 2026-000001 de novembre 2026', 'Montant reçu : 12,50 €'],
    'Sous réserve de l’encaissement du chèque.',
  ])
    expect(plain(pages[0]!)).toContain(said)
  expect(tags).toContain('H1')
  await reversePayment(agent, { paymentId: input.key, reason: 'Chèque sans provision' }, NOW)
  const reversed = plain((await pdf()).pages[0]!)
  expect(reversed).toContain('Reçu annulé')
  expect(reversed).toContain('annulé le 2 décembre 2026 : Chèque sans provision')
  expect(reversed).not.toContain('Montant reçu')
  const events = await db.auditEvent.findMany({ where: { action: 'receipt.read' } })
  expect(events.map(({ subject, familyId }) => [subject, familyId])).toEqual([
    [input.key, family.id],
    [input.key, family.id],
  ])
})

test('a deposit is receipted as one, pays the oldest invoice, and what is left over the next', async ({
  db,
}) => {
  const issuer = await createAuthority(db)
  const agent = await billingAgent(db)
  const family = await createFamily(db, { guardians: [{ addressLine: '12 rue des Tilleuls' }] })
  const old = await createInvoice(db, family, { total: 1_000 })
  const input = received(family.id, { method: 'CASH', reference: '' })
  await recordPayment(agent, input, NOW)
  const { pages } = await readPdf(await buffer(receiptPdf(await readReceipt(agent, input.key, NOW), issuer)))
  expect(plain(pages[0]!)).toContain('Acompte sur le compte de la famille')
  expect(plain(pages[0]!)).toContain('12 rue des Tilleuls')
  expect((await accountForAgent(agent, family.id, NOW))!.families[0]!.balance).toBe(-250)
  const next = await createInvoice(db, family, {
    total: 2_000,
    month: '2026-12-01' as typeof input.receivedOn,
  })
  const account = (await accountForAgent(agent, family.id, NOW))!
  expect(account.invoices.map(({ id, left }) => [id, left])).toEqual([
    [next.id, 1_750],
    [old.id, 0],
  ])
  expect(account.payments).toMatchObject([{ receipt: 'R2026-000001', invoice: null }])
})

test('a parent reads the receipts of their families alone, agents who read invoices all, nobody that of a reversal', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const [family, other] = [await createFamily(db), await createFamily(db, { name: 'Moreau' })]
  const account = await createAccount(db)
  await subscribe(db, account, family.guardians[0]!)
  const parent = await parentActor(db, account)
  const [own, foreign] = [received(family.id), received(other.id)]
  await recordPayment(agent, own, NOW)
  await recordPayment(agent, foreign, NOW)
  await reversePayment(agent, { paymentId: own.key, reason: 'Erreur de saisie' }, NOW)
  expect((await readReceipt(parent, own.key, NOW)).reversal).toMatchObject({ reason: 'Erreur de saisie' })
  const reversal = await db.payment.findFirstOrThrow({ where: { reversesId: own.key } })
  for (const id of [foreign.key, reversal.id, randomUUID(), 'x'])
    await expect(readReceipt(parent, id, NOW)).rejects.toThrow(NotFound)
  const service = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  expect((await readReceipt(service, foreign.key, NOW)).number).toBe('R2026-000002')
  await expect(readReceipt(service, reversal.id, NOW)).rejects.toThrow(NotFound)
  const onSite = await agentActor(db, await createAgent(db, 'ON_SITE'))
  await expect(readReceipt(onSite, own.key, NOW)).rejects.toThrow(NotFound)
  expect((await accountOfParent(parent, NOW)).payments.map(({ receipt }) => receipt)).toEqual([
    null,
    'R2026-000001',
  ])
})
