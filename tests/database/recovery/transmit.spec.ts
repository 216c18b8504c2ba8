import { writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { accountOfParent, invoicesScreen, invoiceView } from '@/lib/billing/queries/invoices'
import { issueCreditNote } from '@/lib/billing/operations/credit-note'
import { recordPayment } from '@/lib/billing/operations/record-payment'
import { invoiceFilterSchema } from '@/lib/billing/invoice-schema'
import { addDays, day } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/new-id'
import { startPayment } from '@/lib/payment/operations/start-payment'
import { paymentScreen } from '@/lib/payment/queries/payment'
import { batchPdf } from '@/lib/recovery/batch-pdf'
import { readBatchToPrint, readPesFile } from '@/lib/recovery/operations/read-batch'
import { remindUnpaid } from '@/lib/recovery/operations/remind-unpaid'
import { settleTransmission } from '@/lib/recovery/operations/settle'
import { transmitInvoices } from '@/lib/recovery/operations/transmit'
import { batchScreen, batchesOf } from '@/lib/recovery/queries/batches'
import { agentActor, createAgent } from '../../factories/accounts'
import { createInvoice } from '../../factories/invoices'
import { expect, test } from '../../fixtures/database'
import { plain, readPdf } from '../../fixtures/pdf'
import { createLate, DUE, morning, openAttempt, receive, setScene, setSettings, written } from './scene'

const AT = morning(addDays(DUE, 40))

/** The scene, both reminders sent. */
async function reminded(db: Parameters<typeof setScene>[0]) {
  const scene = await setScene(db)
  for (const days of [7, 30]) await remindUnpaid(morning(addDays(DUE, days)))
  return scene
}

const ticked = (...invoices: { id: string }[]) => ({ invoices: invoices.map(({ id }) => ({ id, seen: 2 })) })

test('after its last reminder an invoice goes to the Trésor public with what is left of it: nothing more is paid here', async ({
  db,
}) => {
  const { sofia, karim, agent, invoice } = await reminded(db)
  await receive(db, { familyId: invoice.familyId, id: invoice.id }, 1_000)
  const { batchId, left } = await transmitInvoices(agent, ticked(invoice), AT)
  expect(left).toEqual([])
  expect(await db.treasuryTransmission.findMany()).toMatchObject([
    { invoiceId: invoice.id, batchId, amount: 7_420, lastName: 'Delmas', city: 'Valmont', settledAt: null },
  ])
  expect((await invoiceView(sofia, invoice.id, AT))!).toMatchObject({
    state: 'TRANSMITTED',
    left: 0,
    transmitted: 7_420,
  })
  expect(await accountOfParent(sofia, AT)).toMatchObject({ due: { amount: 0 }, families: [{ balance: 0 }] })
  const { listed } = await invoicesScreen(sofia, invoiceFilterSchema.parse({ etat: 'tresor-public' }), AT)
  expect(listed).toHaveLength(1)
  await expect(startPayment(sofia, invoice.id, AT)).rejects.toMatchObject({
    code: 'TRANSMITTED',
    message: /Trésor public/,
  })
  await expect(startPayment(karim, invoice.id, AT)).rejects.toBeInstanceOf(NotFound)
  expect(await paymentScreen(sofia, invoice.id, AT)).toMatchObject({ problem: 'TRANSMITTED' })
  const counter = { key: newId(AT), familyId: invoice.familyId!, invoiceId: invoice.id, amount: 7_420 }
  await expect(
    recordPayment(agent, { ...counter, method: 'CASH', receivedOn: DUE, reference: null }, AT),
  ).rejects.toMatchObject({ code: 'TRANSMITTED' })
  await expect(
    issueCreditNote(agent, { key: newId(AT), invoiceId: invoice.id, amount: 10, reason: 'Erreur' }, AT),
  ).rejects.toMatchObject({ code: 'TRANSMITTED' })
  const { mails } = await written(db)
  const told = mails.filter(({ kind }) => kind === 'treasury.transmit')
  expect(told.map(({ to }) => to)).toEqual(['sofia@exemple.example'])
  expect(told[0]!.text).toContain('au Trésor public (SGC de Châteauneuf) : payez-la désormais à ce service')
  expect(told[0]!.text).toContain('il reste 74,20\u00a0€')
})

test('money on account pays the next invoices, never one that the Trésor public collects', async ({ db }) => {
  const { sofia, agent, family, invoice } = await reminded(db)
  await transmitInvoices(agent, ticked(invoice), AT)
  const next = await createInvoice(db, family, { month: day('2026-12-01'), total: 500 })
  await receive(db, { familyId: family.id, id: null }, 800)
  const account = await accountOfParent(sofia, AT)
  expect(account.families[0]!.balance).toBe(-300)
  expect(account.invoices.find(({ id }) => id === next.id)).toMatchObject({ left: 0, state: 'PAID' })
})

test('all of them or none: each that can’t be transmitted is named with its reason, and nothing is written', async ({
  db,
}) => {
  const { agent, invoice, family, other } = await reminded(db)
  const fresh = await createLate(db, family, day('2026-10-01'))
  const homeless = await createInvoice(db, other, { total: 700, dueOn: DUE })
  await db.invoiceReminder.createMany({
    data: [1, 2].map((level) => ({
      invoiceId: homeless.id,
      level,
      means: 'LETTER',
      amount: 700,
      sentAt: AT,
    })),
  })
  await openAttempt(db, invoice, AT)
  const { batchId, left } = await transmitInvoices(agent, ticked(invoice, fresh, homeless), AT)
  expect(batchId).toBeNull()
  expect(left.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('paiement en ligne ou un prélèvement est en cours'),
    expect.stringContaining('relance n’est pas encore partie'),
    expect.stringContaining('adresse'),
  ])
  await setSettings(db, { office: '' })
  await expect(transmitInvoices(agent, ticked(invoice), AT)).rejects.toMatchObject({ code: 'NO_OFFICE' })
  const service = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  await expect(transmitInvoices(service, ticked(invoice), AT)).rejects.toBeInstanceOf(NotFound)
  expect(await db.treasuryTransmission.count()).toBe(0)
  expect(await db.treasuryBatch.count()).toBe(0)
})

test('transmitted twice at once, it is once; two bordereaux at once have two numbers', async ({ db }) => {
  const { agent, invoice, family } = await reminded(db)
  const second = await createLate(db, family, day('2026-10-01'))
  await db.invoiceReminder.createMany({
    data: [1, 2].map((level) => ({ invoiceId: second.id, level, means: 'MAIL', amount: 2_000, sentAt: AT })),
  })
  const done = await Promise.all([
    transmitInvoices(agent, ticked(invoice), AT),
    transmitInvoices(agent, ticked(invoice), AT),
    transmitInvoices(agent, ticked(second), AT),
  ])
  expect(done.filter(({ batchId }) => batchId === null)).toMatchObject([
    { left: [{ reason: expect.stringContaining('déjà transmise') }] },
  ])
  expect((await batchesOf(agent)).map(({ year, number }) => [year, number])).toEqual([
    [2027, 2],
    [2027, 1],
  ])
})

test('a payment online and a transmission of one invoice at once: one of the two, never both', async ({
  db,
}) => {
  const { sofia, agent, invoice } = await reminded(db)
  process.env.PAYFIP_URL = 'http://127.0.0.1:9'
  for (let round = 0; round < 3; round++) {
    const [paying, transmitted] = await Promise.allSettled([
      startPayment(sofia, invoice.id, AT, { timeout: 200 }),
      transmitInvoices(agent, ticked(invoice), AT),
    ])
    const batchId = transmitted.status === 'fulfilled' ? transmitted.value.batchId : null
    expect(transmitted.status).toBe('fulfilled')
    const codes = paying.status === 'rejected' ? (paying.reason as { code: string }).code : 'OK'
    if (batchId !== null) {
      expect(['TRANSMITTED', 'PAYFIP']).toContain(codes)
      break
    }
  }
  const open = await db.paymentAttempt.count({ where: { state: { in: ['CREATED', 'AWAITING'] } } })
  expect(open * (await db.treasuryTransmission.count())).toBe(0)
})

test('the database holds it too: no attempt once transmitted, no transmission while paid, nothing of it changes', async ({
  db,
}) => {
  const { agent, invoice, family } = await reminded(db)
  const paying = await createLate(db, family, day('2026-10-01'))
  await openAttempt(db, paying, AT)
  await transmitInvoices(agent, ticked(invoice), AT)
  const [one] = await db.treasuryTransmission.findMany()
  await expect(openAttempt(db, { ...invoice, id: invoice.id }, AT)).rejects.toThrow(/Trésor public collects/)
  await expect(
    db.treasuryTransmission.create({ data: { ...one!, invoiceId: paying.id, position: 2 } }),
  ).rejects.toThrow(/being paid/)
  await expect(db.treasuryTransmission.create({ data: { ...one!, position: 3 } })).rejects.toThrow(/Unique/)
  await expect(db.treasuryTransmission.updateMany({ data: { amount: 1 } })).rejects.toThrow(/does not change/)
  await expect(db.treasuryTransmission.deleteMany()).rejects.toThrow(/not deleted/)
})

test('what the Trésor public has received is noted once, and the parent reads it as paid', async ({ db }) => {
  const { sofia, agent, invoice } = await reminded(db)
  await expect(settleTransmission(agent, { invoiceId: invoice.id }, AT)).rejects.toBeInstanceOf(NotFound)
  await transmitInvoices(agent, ticked(invoice), AT)
  const noted = await Promise.allSettled(
    [1, 2].map(() => settleTransmission(agent, { invoiceId: invoice.id }, AT)),
  )
  expect(noted.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await invoiceView(sofia, invoice.id, AT))!.state).toBe('PAID')
  await expect(startPayment(sofia, invoice.id, AT)).rejects.toMatchObject({ code: 'TRANSMITTED' })
})

test('the PES file is made once all is set, is the same each time, and its reading is journalled', async ({
  db,
}) => {
  const { agent, invoice } = await reminded(db)
  const { batchId } = await transmitInvoices(agent, ticked(invoice), AT)
  expect((await batchScreen(agent, batchId!))!.missing).toHaveLength(8)
  await expect(readPesFile(agent, batchId!, AT)).rejects.toMatchObject({
    code: 'MISSING',
    message: expect.stringContaining('SIRET'),
  })
  await setSettings(db, {
    ...{ sigle: 'VALLOMBREUSE', address: '1 place X', idPost: '045012', siret: '73282932000074' },
    ...{ codCol: '123', codBud: '00', nature: '588', codProdLoc: 'CANT' },
  })
  expect((await batchScreen(agent, batchId!))!.missing).toEqual([])
  const { bytes, fileName } = await readPesFile(agent, batchId!, AT)
  expect(fileName).toBe('PESORMC_73282932000074_2027_0000001.xml')
  const text = Buffer.from(bytes).toString('latin1')
  expect(text).toContain('<MtBordHt V="84.20"/>')
  expect(text).toContain('<Adr2 V="12 RUE DES ERABLES"/>')
  expect(Buffer.from((await readPesFile(agent, batchId!, AT)).bytes).equals(Buffer.from(bytes))).toBe(true)
  expect(await readBatchToPrint(agent, batchId!, AT)).toMatchObject({ total: 8_420, number: 1 })
  expect(await db.auditEvent.count({ where: { action: 'treasury.read' } })).toBe(3)
  const issuer = await db.authority.findUniqueOrThrow({ where: { id: 1 } })
  const batch = await readBatchToPrint(agent, batchId!, AT)
  const pdf = await buffer(batchPdf(batch, issuer, { office: 'SGC de Châteauneuf' }))
  await writeFile(test.info().outputPath('bordereau.pdf'), pdf)
  const { pages, tags, title } = await readPdf(pdf)
  expect(title).toBe('Bordereau ORMC n° 1 de 2027')
  const printed = plain(pages[0]!)
  for (const said of ['SGC de Châteauneuf', 'Mme Sofia Delmas', '12 rue des Érables, 45110 Valmont', '84,20'])
    expect(printed).toContain(said)
  for (const tag of ['H1', 'Table', 'TH']) expect(tags).toContain(tag)
  const service = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  await expect(readPesFile(service, batchId!, AT)).rejects.toBeInstanceOf(NotFound)
})
