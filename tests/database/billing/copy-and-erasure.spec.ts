import { buffer } from 'node:stream/consumers'
import { day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { stopJobs } from '@/lib/core/jobs'
import { exportOwnFamily } from '@/lib/export/operations/export-family'
import { exportPdf } from '@/lib/export/pdf/export-pdf'
import { newId } from '@/lib/core/new-id'
import type { Invoice } from '@/lib/generated/prisma/client.ts'
import { eraseFamily } from '@/lib/retention/operations/erase-family'
import { runRetention } from '@/lib/retention/operations/run-retention'
import { countAllDue } from '@/lib/retention/statements'
import { agentActor, createAccount, createAgent, parentActor } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { createFamily, linkChild, subscribe } from '../../factories/families'
import { createBooking } from '../../factories/planning'
import { expect, test } from '../../fixtures/database'
import { bill, billingAgent, book, NOVEMBER, NOW, pay, pricedActivity } from './scene'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

test.afterEach(() => stopJobs())

test('the copy of a family’s data holds its invoices, payments and attempts to pay online, and none of the child’s other family', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const activity = await pricedActivity(db)
  const home = await createFamily(db)
  const other = await createFamily(db, { name: 'Petit', children: [] })
  await linkChild(db, other.guardians[0]!, home.children[0]!)
  await book(db, home, activity, [day('2026-11-02')])
  await createBooking(db, { child: home.children[0]!, family: other, activity, day: day('2026-11-03') })
  await bill(db, agent)
  for (const invoice of await db.invoice.findMany()) {
    await pay(db, invoice, 200)
    await db.paymentAttempt.create({
      data: {
        ...{ invoiceId: invoice.id, familyId: invoice.familyId, reference: `2026${invoice.number}P1` },
        ...{ amount: 100, clientNumber: '100001', mode: 'T', year: 2026, state: 'AWAITING', createdAt: NOW },
        idOp: invoice.id,
      },
    })
  }
  const account = await createAccount(db)
  await subscribe(db, account, home.guardians[0]!)
  const parent = await parentActor(db, account)
  const { copy } = await exportOwnFamily(parent, { familyId: home.id, format: 'json' }, NOW)
  const { number, year } = await db.invoice.findFirstOrThrow({ where: { familyId: home.id } })
  const written = `${year}-00000${number}`
  expect(copy.invoices).toMatchObject([
    {
      ...{ number: written, month: '2026-11', issuedOn: '2026-12-02', dueOn: '2026-12-31', total: 300 },
      kind: { code: 'INVOICE', label: 'Facture' },
      lines: [
        { child: 'Lina', label: 'Cantine', days: ['2026-11-02'], quantity: 1, price: 300, amount: 300 },
      ],
    },
  ])
  expect(copy.payments).toEqual([
    {
      ...{ receivedOn: '2026-12-10', amount: 200, reference: null, invoice: written, reason: null },
      receipt: expect.stringMatching(/^R2026-00000[12]$/),
      method: { code: 'CHEQUE', label: 'Chèque' },
    },
  ])
  expect(copy.attempts).toEqual([
    {
      ...{ startedAt: NOW.toISOString(), endedAt: null, invoice: written, amount: 100 },
      ...{ reference: `2026${number}P1`, state: { code: 'AWAITING', label: 'En cours' } },
    },
  ])
  expect((await buffer(exportPdf(copy, '#0F5E6E'))).subarray(0, 5).toString()).toBe('%PDF-')
})

test('an erased family leaves what was issued and paid, without its name in the portal, and no draft', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const admin = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  const activity = await pricedActivity(db)
  const home = await createFamily(db)
  await book(db, home, activity, [day('2026-11-02'), day('2026-12-01')])
  await db.booking.updateMany({ data: { state: 'PRESENT' } })
  await bill(db, agent, NOVEMBER)
  const issued = await db.invoice.findFirstOrThrow()
  const january = new Date('2027-01-05T09:00:00Z')
  const erase = () => eraseFamily(admin, { familyId: home.id, name: 'Delmas' }, january)
  await pay(db, issued, 299)
  await expect(erase()).rejects.toThrow(/son compte n’est pas soldé/)
  await pay(db, issued, 1)
  await bill(db, agent, day('2026-12-01'), 'DRAFT')
  expect(await db.invoice.count()).toBe(2)
  await erase()
  expect(await db.invoice.findMany()).toEqual([{ ...issued, familyId: null }])
  const payments = await db.payment.findMany({ orderBy: { amount: 'desc' } })
  expect(payments.map(({ familyId, amount }) => [familyId, amount])).toEqual([
    [null, 299],
    [null, 1],
  ])
})

test('invoices go ten years after their year with their credit notes and payments, unless a family still has to settle one', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const activity = await pricedActivity(db)
  const families = await Promise.all(
    ['Soldée', 'Débitrice', 'Reprise', 'Effacée'].map((name) => createFamily(db, { name })),
  )
  for (const family of families) await book(db, family, activity, [day('2026-11-02')])
  await bill(db, agent)
  const [settled, owing, credited, erased] = await Promise.all(
    families.map(({ id }) => db.invoice.findFirstOrThrow({ where: { familyId: id } })),
  )
  await pay(db, settled!, 300)
  const wrong = await pay(db, settled!, 300)
  await pay(db, settled!, -300, { reversesId: wrong, reason: 'Saisi deux fois' })
  await pay(db, owing!, 299)
  await pay(db, credited!, 250)
  await creditNote(db, credited!, -50)
  await db.family.delete({ where: { id: families[3]!.id } })
  const before = new Date('2036-12-31T12:00:00Z')
  expect((await countAllDue(db, before)).invoice).toBe(0)
  const after = new Date('2037-01-01T12:00:00Z')
  expect((await countAllDue(db, after)).invoice).toBe(3)
  expect((await runRetention(after)).invoice).toBe(3)
  expect((await runRetention(after)).invoice).toBe(0)
  expect((await db.invoice.findMany()).map(({ id }) => id)).toEqual([owing!.id])
  expect(await db.invoiceLine.count()).toBe(1)
  expect((await db.payment.findMany()).map(({ amount }) => amount)).toEqual([299])
  expect(await db.invoice.findUnique({ where: { id: erased!.id } })).toBeNull()
})

async function creditNote(db: Tx, invoice: Invoice, total: number) {
  const { familyId, month, payerName, dueOn } = invoice
  const id = newId(NOW)
  await db.invoice.create({
    data: {
      ...{ id, kind: 'CREDIT_NOTE', familyId, month, payerName, payerAddress: '', isResident: true, dueOn },
      ...{ total, correctsId: invoice.id, reason: 'Repas non servi' },
    },
  })
  await db.invoiceLine.create({
    data: {
      ...{ invoiceId: id, position: 0, childName: '', label: 'Repas', kind: 'OTHER', days: [] },
      ...{ quantity: -1, price: -total, amount: total, how: 'repas non servi' },
    },
  })
  await db.invoice.update({ where: { id }, data: { year: 2026, number: 99, issuedAt: NOW } })
}
