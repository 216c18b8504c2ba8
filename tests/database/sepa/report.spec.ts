import { day } from '@/lib/core/day'
import { stopJobs } from '@/lib/core/jobs'
import { reversePayment } from '@/lib/billing/operations/record-payment'
import { receiveReport } from '@/lib/sepa/operations/receive-report'
import { settleDebits } from '@/lib/sepa/operations/settle-debits'
import { tellDebits } from '@/lib/sepa/operations/tell-debits'
import { batchView, reportView } from '@/lib/sepa/queries/batch'
import { debitsScreen } from '@/lib/sepa/queries/screen'
import { contentsOf } from '../../fixtures/contents'
import { expect, test } from '../../fixtures/database'
import { camt054, pain002, refusedFile, type Told } from '../../fixtures/bank-files'
import { createBatch, createDebit } from '../../factories/debits'
import { createInvoice } from '../../factories/invoices'
import { createDebtor, hand, left, NOW, ON, prepare, setPortal, SETTLED, written } from './scene'

const REJECTED = new Date('2026-12-14T08:00:00Z')
const RETURNED = new Date('2026-12-18T08:00:00Z')

const file = (xml: string, fileName = 'banque.xml') => ({ fileName, bytes: Buffer.from(xml) })

test.afterEach(() => stopJobs())

test('a reject before the day: no payment is ever recorded, the invoice is to be paid, its family is told without a cause', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const { invoice, mandate } = await createDebtor(db, 'Delmas')
  await createDebtor(db, 'Moreau')
  await hand(agent)
  const told: Told[] = [{ id: '2026-000001-1', code: 'AM04', amount: '84.20' }]
  const id = await receiveReport(agent, file(pain002(told)), REJECTED)
  expect(await settleDebits(SETTLED)).toBe(1)
  expect((await written(db)).debits).toMatchObject([
    { state: 'REJECTED', reason: 'AM04', endedAt: REJECTED },
    { state: 'COLLECTED' },
  ])
  expect(await left(db, invoice)).toBe(8_420)
  expect(await db.payment.count({ where: { invoiceId: invoice.id } })).toBe(0)
  expect((await db.sepaMandate.findUniqueOrThrow({ where: { id: mandate.id } })).revokedAt).toBeNull()
  const mail = await db.outgoingMail.findFirstOrThrow({ where: { kind: 'sepa.fail' } })
  expect(mail.to).toBe('delmas@exemple.example')
  expect(mail.text).not.toMatch(/provision|AM04|insuffisan/i)
  expect(await reportView(agent, id, 1)).toMatchObject({
    ...{ kind: 'REJECTS', messageId: 'BANQUE-1', fileName: 'banque.xml', total: 1 },
    lines: [
      {
        ...{ reference: '2026-000001-1', code: 'AM04', amount: 8_420, outcome: 'REJECTED' },
        debit: { invoice: { id: invoice.id, number: '2026-000001' } },
      },
    ],
  })
  const { preview } = await debitsScreen(agent, null, SETTLED)
  expect(preview!.notCollected).toMatchObject([{ familyName: 'Delmas', why: 'FAILED' }])
})

test('a return after the day: the payment is reversed on the day of the bank, and MD01 revokes the mandate', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const { invoice, mandate, family } = await createDebtor(db, 'Delmas')
  await hand(agent)
  await settleDebits(SETTLED)
  await receiveReport(
    agent,
    file(camt054([{ id: '2026-000001-1', code: 'MD01' }], { on: '2026-12-17', credited: ['2026-000001-1'] })),
    RETURNED,
  )
  const { debits, payments, mails } = await written(db)
  expect(debits).toMatchObject([{ state: 'RETURNED', reason: 'MD01' }])
  expect(payments).toMatchObject([
    { amount: 8_420, debitId: debits[0]!.id },
    {
      ...{ amount: -8_420, reversesId: payments[0]!.id, debitId: null, method: 'SEPA_DEBIT' },
      receivedOn: new Date('2026-12-17T00:00:00Z'),
    },
  ])
  expect(await left(db, invoice)).toBe(8_420)
  expect(mails).toEqual(['sepa.fail delmas@exemple.example'])
  expect((await db.sepaMandate.findUniqueOrThrow({ where: { id: mandate.id } })).revokedAt).toEqual(RETURNED)
  const events = await db.auditEvent.findMany({ where: { familyId: family.id }, orderBy: { id: 'asc' } })
  expect(events.map(({ action }) => action)).toEqual([...['debit.collect', 'debit.return', 'mandate.revoke']])
})

test('the same file twice, and ten times at once, changes nothing more', async ({ db }) => {
  const agent = await setPortal(db)
  await createDebtor(db, 'Delmas')
  await hand(agent)
  await settleDebits(SETTLED)
  const back = file(camt054([{ id: '2026-000001-1', code: 'MD06' }]))
  const ids = await Promise.all(Array.from({ length: 10 }, () => receiveReport(agent, back, RETURNED)))
  expect(new Set(ids).size).toBe(1)
  const before = await contentsOf(db)
  expect(await receiveReport(agent, back, RETURNED)).toBe(ids[0])
  expect(await contentsOf(db)).toEqual(before)
  const { payments, mails } = await written(db)
  expect(payments.map(({ amount }) => amount)).toEqual([8_420, -8_420])
  expect(mails).toEqual(['sepa.fail delmas@exemple.example'])
})

test('a debit told of in several files at once ends once', async ({ db }) => {
  const agent = await setPortal(db)
  await createDebtor(db, 'Delmas')
  await createDebtor(db, 'Moreau')
  await hand(agent)
  await settleDebits(SETTLED)
  const both = [{ id: '2026-000001-1', code: 'MD06' }, { id: '2026-000002-1' }]
  await Promise.all(
    ['A', 'B', 'C', 'D'].map((id, n) =>
      receiveReport(agent, file(camt054(n % 2 ? both : [...both].reverse(), { id })), RETURNED),
    ),
  )
  const { payments } = await written(db)
  expect(payments.map(({ amount }) => amount)).toEqual([8_420, 8_420, -8_420, -8_420])
  expect(
    await db.bankReportLine.groupBy({ by: ['outcome'], _count: true, orderBy: { outcome: 'asc' } }),
  ).toEqual([
    { outcome: 'RETURNED', _count: 2 },
    { outcome: 'ALREADY', _count: 6 },
  ])
})

test('of another’s account, or of an amount beyond all invoices, a file changes nothing', async ({ db }) => {
  const agent = await setPortal(db)
  await createDebtor(db, 'Delmas')
  await hand(agent)
  const told = [
    { id: '2026-000001-1', amount: '123456789012.00' },
    { id: 'FOURNISSEUR-1', amount: '25000000.00' },
  ]
  const id = await receiveReport(agent, file(camt054(told), 'banque\0.xml'), RETURNED)
  expect(await reportView(agent, id, 1)).toMatchObject({
    fileName: 'banque.xml',
    lines: [{ outcome: 'DIFFERENT' }, { outcome: 'UNKNOWN', amount: null }],
  })
  expect((await written(db)).debits).toMatchObject([{ state: 'ANNOUNCED' }])
})

test('rejected, then returned by another file, or told of twice in one: already known', async ({ db }) => {
  const agent = await setPortal(db)
  await createDebtor(db, 'Delmas')
  await hand(agent)
  const told = { id: '2026-000001-1', code: 'AC04' }
  await receiveReport(agent, file(pain002([told, told])), REJECTED)
  const id = await receiveReport(agent, file(camt054([told])), RETURNED)
  expect((await reportView(agent, id, 1))!.lines).toMatchObject([{ outcome: 'ALREADY' }])
  const { debits, payments } = await written(db)
  expect(debits).toMatchObject([{ state: 'REJECTED', endedAt: REJECTED }])
  expect(payments).toEqual([])
})

test('debits of several days that come back in one file are told in one mail, each with its day', async ({
  db,
}) => {
  const agent = await setPortal(db)
  const { family, ...first } = await createDebtor(db, 'Delmas')
  const second = {
    ...first,
    invoice: await createInvoice(db, family, { total: 900, month: day('2026-10-01') }),
  }
  await createDebit(db, await createBatch(db, { collectedOn: day('2026-12-10') }), first, {
    state: 'COLLECTED',
  })
  await createDebit(db, await createBatch(db), second, { state: 'COLLECTED' })
  await receiveReport(agent, file(camt054([{ id: '2026-000001-1' }, { id: '2026-000002-1' }])), RETURNED)
  const mails = await db.outgoingMail.findMany({ where: { kind: 'sepa.fail' } })
  expect(mails).toMatchObject([{ subject: '2 prélèvements n’ont pas abouti' }])
  for (const told of ['84,20\u00a0€ du 10 décembre 2026', '9,00\u00a0€ du 15 décembre 2026'])
    expect(mails[0]!.text).toContain(told)
})

test('a reject that comes after the day takes back the payment; one that an agent reversed is reversed once', async ({
  db,
}) => {
  const agent = await setPortal(db)
  await createDebtor(db, 'Delmas')
  await createDebtor(db, 'Moreau')
  await hand(agent)
  await settleDebits(SETTLED)
  const { payments } = await written(db)
  await reversePayment(agent, { paymentId: payments[0]!.id, reason: 'Vu sur le relevé' }, RETURNED)
  const told = ['2026-000001-1', '2026-000002-1'].map((id) => ({ id, code: 'MS03' }))
  await receiveReport(agent, file(pain002(told, { version: '10' })), RETURNED)
  const after = await written(db)
  expect(after.debits.map(({ state }) => state)).toEqual(['REJECTED', 'REJECTED'])
  expect(after.payments.reduce((sum, { amount }) => sum + amount, 0)).toBe(0)
  expect(after.payments).toHaveLength(4)
  // Told of on the 14th, it was received on the 15th.
  const reversal = after.payments.find(({ reversesId }) => reversesId === payments[1]!.id)!
  expect(reversal.receivedOn).toEqual(new Date('2026-12-15T00:00:00Z'))
})

test('another amount, an unknown reference: told to the agent, and nothing changes', async ({ db }) => {
  const agent = await setPortal(db)
  await createDebtor(db, 'Delmas')
  await hand(agent)
  const id = await receiveReport(
    agent,
    file(
      pain002([
        { id: '2026-000001-1', code: 'AM04', amount: '84.21' },
        { id: 'NOTPROVIDED', amount: '30000000.00' },
      ]),
    ),
    REJECTED,
  )
  expect((await reportView(agent, id, 1))!.lines.map(({ outcome, amount }) => [outcome, amount])).toEqual([
    ['DIFFERENT', 8_421],
    ['UNKNOWN', null],
  ])
  expect((await written(db)).debits).toMatchObject([{ state: 'ANNOUNCED' }])
  expect((await written(db)).mails).toEqual([])
})

for (const settled of [false, true])
  test(`a whole file that the bank refuses ${settled ? 'after it was settled ' : ''}cancels its batch: its invoices may be collected again`, async ({
    db,
  }) => {
    const agent = await setPortal(db)
    const { invoice } = await createDebtor(db, 'Delmas')
    const batchId = await hand(agent)
    if (settled) await settleDebits(SETTLED)
    const { reference } = (await batchView(agent, batchId))!
    const id = await receiveReport(agent, file(refusedFile(reference)), settled ? RETURNED : REJECTED)
    expect((await reportView(agent, id, 1))!.lines).toMatchObject([{ reference, outcome: 'BATCH_REFUSED' }])
    const again = await receiveReport(agent, file(refusedFile(reference, 'FF01', 'PART')), RETURNED)
    expect((await reportView(agent, again, 1))!.lines).toMatchObject([{ outcome: 'ALREADY' }])
    expect(await batchView(agent, batchId)).toMatchObject({ state: 'CANCELLED', refusal: 'FF01', debits: 1 })
    await tellDebits({ batchId, kind: 'sepa.cancel' }, REJECTED)
    expect((await written(db)).mails).toEqual(['sepa.cancel delmas@exemple.example'])
    expect(await left(db, invoice)).toBe(8_420)
    expect((await debitsScreen(agent, ON, NOW)).preview!.collected).toMatchObject([{ nth: 2, amount: 8_420 }])
    await prepare(agent)
    const { preview } = await debitsScreen(agent, ON, NOW)
    expect(preview).toMatchObject({ collected: [], notCollected: [] })
  })

test('a batch without file is not what the bank speaks of; a bad file is refused in French and leaves nothing', async ({
  db,
}) => {
  const agent = await setPortal(db)
  await createDebtor(db, 'Delmas')
  const batchId = await prepare(agent)
  const { reference } = (await batchView(agent, batchId))!
  const id = await receiveReport(agent, file(refusedFile(reference)), REJECTED)
  expect((await reportView(agent, id, 1))!.lines).toMatchObject([{ outcome: 'UNKNOWN' }])
  const second = await receiveReport(agent, file(pain002([{ id: '2026-000001-1', code: 'AM04' }])), REJECTED)
  expect((await reportView(agent, second, 1))!.lines).toMatchObject([{ outcome: 'UNKNOWN', debit: null }])
  const before = await contentsOf(db)
  for (const [xml, code] of [
    ['', 'EMPTY'],
    ['bonjour', 'NOT_XML'],
    [pain002([]), 'NOTHING'],
  ] as const)
    await expect(receiveReport(agent, file(xml), REJECTED)).rejects.toMatchObject({
      ...{ code, message: expect.stringMatching(/^[A-Z].*\.$/) },
    })
  expect(await contentsOf(db)).toEqual(before)
})
