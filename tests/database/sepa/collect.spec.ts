import { day } from '@/lib/core/day'
import { stopJobs } from '@/lib/core/jobs'
import { recordPayment } from '@/lib/billing/operations/record-payment'
import { invoiceForAgent } from '@/lib/billing/queries/invoices'
import { startPayment } from '@/lib/payment/operations/start-payment'
import { paymentScreen } from '@/lib/payment/queries/payment'
import { cancelBatch, removeDebit } from '@/lib/sepa/operations/cancel-batch'
import { fileBatch } from '@/lib/sepa/operations/file-batch'
import { prepareBatch } from '@/lib/sepa/operations/prepare-batch'
import { readBatchFile } from '@/lib/sepa/operations/read-file'
import { sendBatch } from '@/lib/sepa/operations/send-batch'
import { settleDebits } from '@/lib/sepa/operations/settle-debits'
import { tellDebits } from '@/lib/sepa/operations/tell-debits'
import { batchDebits, batchView } from '@/lib/sepa/queries/batch'
import { blockedFamilies } from '@/lib/recovery/blocking-sql'
import { remindUnpaid } from '@/lib/recovery/operations/remind-unpaid'
import { runRetention } from '@/lib/retention/operations/run-retention'
import { debitsScreen } from '@/lib/sepa/queries/screen'
import { randomUUID } from 'node:crypto'
import { parentActor } from '../../factories/accounts'
import { createBatch, createDebit } from '../../factories/debits'
import { createFamily } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'
import { createMandate } from '../../factories/mandates'
import { expect, test } from '../../fixtures/database'
import { createDebtor, hand, left, NOW, ON, prepare, setPortal, SETTLED, written } from './scene'

test.afterEach(() => stopJobs())

test('what is collected is what is left of the issued invoices of families with a mandate in force; the others say why', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const good = await createDebtor(db, 'Delmas')
  await db.payment.create({
    data: {
      ...{ familyId: good.family.id, invoiceId: good.invoice.id, amount: 1_000, method: 'CASH' },
      ...{ receivedOn: new Date('2026-11-30'), recordedAt: NOW },
    },
  })
  await createInvoice(db, good.family, { issuedAt: null, month: day('2026-10-01') })
  const revoked = await createDebtor(db, 'Aaa')
  await db.sepaMandate.update({ where: { id: revoked.mandate.id }, data: { revokedAt: NOW } })
  const lapsed = await createFamily(db, { name: 'Bbb' })
  await createMandate(db, lapsed, { signedAt: new Date('2023-12-14T09:00:00Z') })
  await createInvoice(db, lapsed, { total: 100 })
  const used = await createFamily(db, { name: 'Ccc' })
  const old = await createMandate(db, used, { signedAt: new Date('2022-01-01T09:00:00Z') })
  const before = await createInvoice(db, used, { total: 300, month: day('2025-10-01') })
  const collected = await createBatch(db, { collectedOn: day('2025-12-15') })
  await createDebit(db, collected, { invoice: before, mandate: old }, { state: 'COLLECTED' })
  await db.payment.create({
    data: {
      ...{ familyId: used.id, invoiceId: before.id, amount: 300, method: 'SEPA_DEBIT' },
      ...{ receivedOn: new Date('2025-12-15'), recordedAt: NOW },
    },
  })
  const next = await createInvoice(db, used, { total: 200 })
  const other = await createFamily(db, { name: 'Ddd' })
  await createMandate(db, other, { creditorIcs: 'FR71ABC123456' })
  await createInvoice(db, other, { total: 500 })
  const unsigned = await createFamily(db, { name: 'Eee' })
  await createInvoice(db, unsigned, { total: 700 })
  const paid = await createFamily(db, { name: 'Fff' })
  await createMandate(db, paid)

  const { preview } = await debitsScreen(agent, ON, NOW)
  expect(preview!.collected).toMatchObject([
    { invoiceId: next.id, familyName: 'Ccc', amount: 200, nth: 1 },
    { invoiceId: good.invoice.id, familyName: 'Delmas', amount: 7_420, rum: good.mandate.rum },
  ])
  expect(preview!.total).toBe(7_620)
  expect(preview!.notCollected.map(({ familyName, amount, why }) => [familyName, amount, why])).toEqual([
    ['Aaa', 8_420, 'REVOKED'],
    ['Bbb', 100, 'LAPSED'],
    ['Ddd', 500, 'OTHER_CREDITOR'],
    ['Eee', 700, 'NO_ACCOUNT'],
  ])
})

test('prepared: the debits, their references, the families told once each; nothing of an account is in clear', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const { invoice, mandate, account } = await createDebtor(db, 'Delmas')
  const batchId = await prepare(agent)
  await tellDebits({ batchId, kind: 'sepa.announce' }, NOW)
  await tellDebits({ batchId, kind: 'sepa.announce' }, NOW)
  const { debits, payments, mails } = await written(db)
  expect(debits).toMatchObject([
    {
      ...{
        batchId,
        invoiceId: invoice.id,
        familyId: invoice.familyId,
        mandateId: mandate.id,
        rum: mandate.rum,
      },
      ...{ amount: 8_420, state: 'ANNOUNCED', endToEndId: '2026-000001-1', endedAt: null },
    },
  ])
  expect(payments).toEqual([])
  expect(mails).toEqual([`sepa.announce ${account.email}`])
  const mail = await db.outgoingMail.findFirstOrThrow({ where: { kind: 'sepa.announce' } })
  expect(mail.subject).toBe('84,20\u00a0€ seront prélevés le 15 décembre 2026')
  expect(mail.text).toContain(mandate.rum)
  const all = await Promise.all([db.debit.findMany(), db.debitBatch.findMany(), db.outgoingMail.findMany()])
  expect(JSON.stringify(all)).not.toMatch(/FR76|FR14|0189|2606/)
  expect(await batchView(agent, batchId)).toMatchObject({ debits: 1, total: 8_420, untold: 0 })
  expect((await invoiceForAgent(agent, invoice.id, NOW))!).toMatchObject({ state: 'DEBITED', debitedOn: ON })
})

test('while a debit is announced the invoice is not paid online, and the other way round', async ({ db }) => {
  const agent = await setPortal(db)
  const { invoice, account, family } = await createDebtor(db, 'Delmas')
  const paying = await createDebtor(db, 'Moreau')
  const attempt = (invoiceId: string, reference: string) =>
    db.paymentAttempt.create({
      data: {
        ...{ invoiceId, reference, amount: 8_420, clientNumber: '100001', mode: 'T', year: 2026 },
        ...{ state: 'CREATED', createdAt: NOW },
      },
    })
  await attempt(paying.invoice.id, '2026000002P1')
  const { preview } = await debitsScreen(agent, ON, NOW)
  expect(preview!.notCollected).toMatchObject([{ familyName: 'Moreau', why: 'PAYING' }])
  await prepare(agent)
  const parent = await parentActor(db, account)
  await expect(startPayment(parent, invoice.id, NOW)).rejects.toMatchObject({ code: 'DEBITED' })
  expect(await paymentScreen(parent, invoice.id, NOW)).toMatchObject({ debitedOn: ON })
  expect(await db.paymentAttempt.count({ where: { familyId: family.id } })).toBe(0)
  // The database itself holds it.
  await expect(attempt(invoice.id, '2026000001P1')).rejects.toThrow(/will be debited/)
  await expect(createDebit(db, await createBatch(db), paying)).rejects.toThrow(/is being paid/)
})

test('two agents prepare at once: an invoice is in one batch', async ({ db }) => {
  const agent = await setPortal(db)
  for (const name of ['Delmas', 'Moreau', 'Petit']) await createDebtor(db, name)
  const { preview } = await debitsScreen(agent, ON, NOW)
  const input = { collectedOn: ON, debits: 3, total: preview!.total }
  const both = await Promise.allSettled([1, 2, 3].map(() => prepareBatch(agent, input, NOW)))
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of both) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'MOVED' })
  expect((await written(db)).debits).toHaveLength(3)
  expect(await db.debitBatch.count()).toBe(1)
})

test('the database itself keeps an invoice from a second announced debit, and what was announced from changing', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const debtor = await createDebtor(db, 'Delmas')
  await hand(agent)
  await expect(createDebit(db, await createBatch(db), debtor)).rejects.toThrow(/Debit_announced/)
  await expect(db.debit.updateMany({ data: { amount: 1 } })).rejects.toThrow(/does not change/)
  await expect(
    db.debitBatch.updateMany({ data: { state: 'PREPARED', filedAt: null, sentAt: null } }),
  ).rejects.toThrow(/does not go back/)
  await settleDebits(SETTLED)
  await expect(db.debit.updateMany({ data: { state: 'ANNOUNCED', endedAt: null } })).rejects.toThrow(
    /does not change its end/,
  )
})

test('what moved since it was seen, a day too early, nothing to collect, no account: refused in words', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const refused = async (code: string, collectedOn = ON, debits = 1, total = 8_420) =>
    expect(prepareBatch(agent, { collectedOn, debits, total }, NOW)).rejects.toMatchObject({
      ...{ code, message: expect.stringMatching(/\S/) },
    })
  await refused('NOTHING', ON, 0, 0)
  await createDebtor(db, 'Delmas')
  await refused('MOVED', ON, 1, 8_419)
  await refused('MOVED', ON, 2)
  await refused('DATE', day('2026-12-14'))
  await refused('DATE', day('2026-12-19'))
  await db.authority.updateMany({ data: { debitNoticeDays: 5 } })
  await prepareBatch(agent, { collectedOn: day('2026-12-07'), debits: 1, total: 8_420 }, NOW)
  await db.authority.updateMany({ data: { creditorIbanEncrypted: null, creditorBic: null } })
  await refused('NO_CREDITOR')
  expect((await debitsScreen(agent, ON, NOW)).preview).toBeNull()
})

test('the file takes out what was paid or revoked since, tells it, and is then the same each time; each reading is journalled', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const kept = await createDebtor(db, 'Delmas')
  const revoked = await createDebtor(db, 'Moreau')
  const paid = await createDebtor(db, 'Petit')
  const batchId = await prepare(agent)
  await expect(readBatchFile(agent, batchId, NOW)).rejects.toMatchObject({ code: 'STATE' })
  await db.sepaMandate.update({ where: { id: revoked.mandate.id }, data: { revokedAt: NOW } })
  await recordPayment(
    agent,
    {
      ...{ key: randomUUID(), familyId: paid.family.id, invoiceId: paid.invoice.id, amount: 20 },
      ...{ method: 'CASH', receivedOn: day('2026-12-01'), reference: null },
    },
    NOW,
  )
  expect(await fileBatch(agent, { batchId }, NOW)).toBe(2)
  const { debits, mails } = await written(db)
  expect(debits.map(({ state, reason }) => [state, reason])).toEqual([
    ['ANNOUNCED', null],
    ['CANCELLED', 'REVOKED'],
    ['CANCELLED', 'PAID'],
  ])
  expect(mails).toEqual(['sepa.cancel moreau@exemple.example', 'sepa.cancel petit@exemple.example'])
  const first = await readBatchFile(agent, batchId, NOW)
  await sendBatch(agent, { batchId }, NOW)
  await db.authority.updateMany({ data: { creditorName: 'Autre', sepaFormat: 'PAIN_008_001_02' } })
  expect(await readBatchFile(agent, batchId, SETTLED)).toEqual(first)
  expect(first.xml).toContain('<IBAN>FR7630006000011234567890189</IBAN>')
  expect(first.xml).toContain('<NbOfTxs>1</NbOfTxs><CtrlSum>84.20</CtrlSum>')
  expect(first.xml).toContain(`<MsgId>${first.reference}</MsgId>`)
  const reads = await db.auditEvent.findMany({ where: { action: 'dossier.read' } })
  expect(reads).toMatchObject(
    [1, 2].map(() => ({
      ...{ familyId: kept.family.id, subject: kept.mandate.id, fields: ['bankHolder', 'iban', 'bic'] },
    })),
  )
})

test('a batch of which nothing is left is cancelled; on its day its file is made no more', async ({ db }) => {
  const agent = await setPortal(db)
  const { mandate } = await createDebtor(db, 'Delmas')
  const batchId = await prepare(agent)
  await expect(fileBatch(agent, { batchId }, SETTLED)).rejects.toMatchObject({ code: 'LATE' })
  await db.sepaMandate.update({ where: { id: mandate.id }, data: { revokedAt: NOW } })
  expect(await fileBatch(agent, { batchId }, NOW)).toBe(1)
  expect(await batchView(agent, batchId)).toMatchObject({ state: 'CANCELLED' })
})

test('taken out, or its batch cancelled, an invoice can be paid and collected again; its family is told', async ({
  db,
}) => {
  const agent = await setPortal(db)
  await createDebtor(db, 'Delmas')
  const { invoice } = await createDebtor(db, 'Moreau')
  const batchId = await prepare(agent)
  const { debits } = await batchDebits(agent, batchId, 1)
  const debitId = debits.find((one) => one.invoice.id === invoice.id)!.id
  await removeDebit(agent, { debitId }, NOW)
  await expect(removeDebit(agent, { debitId }, NOW)).rejects.toMatchObject({ code: 'STATE' })
  await cancelBatch(agent, { batchId }, NOW)
  await tellDebits({ batchId, kind: 'sepa.cancel' }, NOW)
  await expect(cancelBatch(agent, { batchId }, NOW)).rejects.toMatchObject({ code: 'STATE' })
  expect((await written(db)).mails).toEqual([
    'sepa.cancel delmas@exemple.example',
    'sepa.cancel moreau@exemple.example',
  ])
  await hand(agent)
  expect((await written(db)).debits.map(({ endToEndId }) => endToEndId)).toEqual([
    ...['2026-000001-1', '2026-000001-2', '2026-000002-1', '2026-000002-2'],
  ])
})

test('on its day, what the bank has is recorded as payments, once, whoever runs; what it has not is left', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const { invoice } = await createDebtor(db, 'Delmas')
  await hand(agent)
  const later = await createDebtor(db, 'Moreau')
  await prepare(agent)
  expect(await settleDebits(new Date('2026-12-14T22:59:59Z'))).toBe(0)
  const runs = await Promise.all([1, 2, 3].map(() => settleDebits(SETTLED)))
  expect(runs.reduce((sum, one) => sum + one)).toBe(1)
  expect(await settleDebits(SETTLED)).toBe(0)
  const { payments, debits } = await written(db)
  expect(payments).toMatchObject([
    {
      ...{ invoiceId: invoice.id, familyId: invoice.familyId, amount: 8_420, method: 'SEPA_DEBIT' },
      ...{ reference: '2026-000001-1', debitId: debits[0]!.id, receivedOn: new Date('2026-12-15T00:00:00Z') },
    },
  ])
  expect(await left(db, invoice)).toBe(0)
  expect(await left(db, later.invoice)).toBe(8_420)
  expect(debits.map(({ state }) => state)).toEqual(['COLLECTED', 'ANNOUNCED'])
})

test('an invoice is debited or collected by the Trésor public, never both; none is reminded of, nor blocks, while it is debited', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const late = new Date('2027-03-01T09:00:00Z')
  await db.recoverySetting.create({
    data: { reminderDays: [7], blockingDays: 10, office: 'SGC de Châteauneuf', officeAddress: 'Ici' },
  })
  const { invoice, family } = await createDebtor(db, 'Delmas')
  await prepare(agent)
  expect(await remindUnpaid(late)).toBe(0)
  expect(await blockedFamilies(db, [family.id], day('2027-03-01'))).toEqual(new Set())
  const bordereau = await db.treasuryBatch.create({ data: { year: 2027, number: 1, createdAt: late } })
  const transmit = (of: { id: string; total: number }, position: number) =>
    db.treasuryTransmission.create({
      data: {
        ...{
          invoiceId: of.id,
          batchId: bordereau.id,
          position,
          amount: of.total,
          reference: 'X',
          title: 'MME',
        },
        ...{ lastName: 'X', firstName: 'X', street: 'X', postalCode: '45110', city: 'X' },
      },
    })
  await expect(transmit(invoice, 1)).rejects.toThrow(/will be debited/)
  const other = await createDebtor(db, 'Moreau')
  await transmit(other.invoice, 2)
  const { preview } = await debitsScreen(agent, ON, NOW)
  expect(preview!.collected).toEqual([])
  await expect(createDebit(db, await createBatch(db), other)).rejects.toThrow(/Trésor public/)
  await db.debit.updateMany({ data: { state: 'CANCELLED', endedAt: late, reason: 'REMOVED' } })
  expect(await remindUnpaid(late)).toBe(1)
  expect(await blockedFamilies(db, [family.id], day('2027-03-01'))).toEqual(new Set([family.id]))
})

test('debits go with their invoices after ten years, a mandate before them: then the file is made no more', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const { mandate } = await createDebtor(db, 'Delmas')
  const batchId = await hand(agent)
  await settleDebits(SETTLED)
  await db.sepaMandate.delete({ where: { id: mandate.id } })
  await expect(readBatchFile(agent, batchId, SETTLED)).rejects.toMatchObject({ code: 'GONE' })
  await runRetention(new Date('2037-01-01T12:00:00Z'))
  expect([await db.invoice.count(), await db.payment.count(), await db.debit.count()]).toEqual([0, 0, 0])
})
