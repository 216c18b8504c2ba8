import { buffer } from 'node:stream/consumers'
import { day } from '@/lib/core/day'
import { stopJobs } from '@/lib/core/jobs'
import { exportOwnFamily } from '@/lib/export/operations/export-family'
import { exportPdf } from '@/lib/export/pdf/export-pdf'
import { eraseFamily } from '@/lib/retention/operations/erase-family'
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

test('the copy of a family’s data holds its invoices and payments, and none of the child’s other family', async ({
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
  for (const invoice of await db.invoice.findMany()) await pay(db, invoice, 200)
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
      method: { code: 'CHEQUE', label: 'Chèque' },
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
  await pay(db, issued, 300)
  await bill(db, agent, day('2026-12-01'), 'DRAFT')
  expect(await db.invoice.count()).toBe(2)
  await eraseFamily(admin, { familyId: home.id, name: 'Delmas' }, new Date('2027-01-05T09:00:00Z'))
  expect(await db.invoice.findMany()).toEqual([{ ...issued, familyId: null }])
  expect(await db.payment.findMany({ select: { familyId: true, amount: true } })).toEqual([
    { familyId: null, amount: 300 },
  ])
})
