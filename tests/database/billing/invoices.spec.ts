import { invoiceFilterSchema } from '@/lib/billing/invoice-schema'
import { readInvoice } from '@/lib/billing/operations/read-invoice'
import { accountOfParent, dueOf, invoicesScreen, invoiceView } from '@/lib/billing/queries/invoices'
import type { Parent } from '@/lib/core/actor'
import { addDays, day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { stopJobs } from '@/lib/core/jobs'
import { newId } from '@/lib/core/new-id'
import { agentActor, createAccount, createAgent, parentActor } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { createFamily, linkChild, subscribe, type CreatedFamily } from '../../factories/families'
import { createBooking } from '../../factories/planning'
import { expect, test } from '../../fixtures/database'
import { watchStatements } from '../../fixtures/statements'
import { bill, billingAgent, book, NOVEMBER, NOW, pay, pricedActivity } from './scene'

const OCTOBER = day('2026-10-01')
const ALL = invoiceFilterSchema.parse({})
/** The October invoices fell due on 30 November, those of November fall due on 31 December. */
const IN_DECEMBER = new Date('2026-12-15T09:00:00Z')

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

test.afterEach(() => stopJobs())

async function subscribed(db: Tx, family: CreatedFamily, guardian = 0): Promise<Parent> {
  const account = await createAccount(db)
  await subscribe(db, account, family.guardians[guardian]!)
  return parentActor(db, account)
}

/** The Delmas with two months billed, Lina’s father who is another family and pays its own days, a stranger. */
async function setScene(db: Tx) {
  const agent = await billingAgent(db)
  const activity = await pricedActivity(db)
  const home = await createFamily(db, { guardians: [{}, { title: 'M', firstNames: 'Karim' }] })
  const father = await createFamily(db, { name: 'Petit', guardians: [{ title: 'M' }], children: [] })
  await linkChild(db, father.guardians[0]!, home.children[0]!)
  const other = await createFamily(db, { name: 'Morel' })
  await book(db, home, activity, [day('2026-10-05'), day('2026-10-06'), day('2026-11-02')])
  const shared = { child: home.children[0]!, family: father, activity }
  await createBooking(db, { ...shared, day: day('2026-11-03') })
  await book(db, other, activity, [day('2026-11-02')])
  await bill(db, agent, OCTOBER)
  await bill(db, agent, NOVEMBER)
  const invoiceOf = (familyId: string, month = NOVEMBER) =>
    db.invoice.findFirstOrThrow({ where: { familyId, month: new Date(`${month}T00:00:00Z`) } })
  return {
    ...{ agent, activity, home, father, other, invoiceOf },
    sofia: await subscribed(db, home),
    karim: await subscribed(db, home, 1),
    hugo: await subscribed(db, father),
    stranger: await subscribed(db, other),
    nobody: await parentActor(db, await createAccount(db)),
  }
}

test('an invoice exists for the guardians of its family alone, on the screens as in the PDF', async ({
  db,
}) => {
  const { home, father, other, invoiceOf, ...people } = await setScene(db)
  const { sofia, karim, hugo, stranger, nobody } = people
  const agents = await Promise.all(
    (['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING', 'ON_SITE'] as const).map(async (role) =>
      agentActor(db, await createAgent(db, role)),
    ),
  )
  const seenBy = [
    { family: home, parents: [sofia, karim] },
    { family: father, parents: [hugo] },
    { family: other, parents: [stranger] },
  ]
  for (const { family, parents } of seenBy) {
    const { id } = await invoiceOf(family.id)
    for (const parent of [sofia, karim, hugo, stranger, nobody]) {
      const view = await invoiceView(parent, id, IN_DECEMBER)
      const listed = (await accountOfParent(parent, IN_DECEMBER)).invoices.some((one) => one.id === id)
      expect([Boolean(view), listed]).toEqual([parents.includes(parent), parents.includes(parent)])
      if (parents.includes(parent)) expect((await readInvoice(parent, id, IN_DECEMBER)).id).toBe(id)
      else await expect(readInvoice(parent, id, IN_DECEMBER)).rejects.toThrow(NotFound)
    }
    for (const agent of agents)
      if (agent.role === 'ON_SITE')
        await expect(readInvoice(agent, id, IN_DECEMBER)).rejects.toThrow(NotFound)
      else expect((await readInvoice(agent, id, IN_DECEMBER)).id).toBe(id)
    const read = await db.auditEvent.count({ where: { action: 'invoice.read', subject: id } })
    expect(read).toBe(parents.length + 3)
  }
  for (const id of ['x', newId(NOW)]) {
    expect(await invoiceView(sofia, id, IN_DECEMBER)).toBeNull()
    await expect(readInvoice(sofia, id, IN_DECEMBER)).rejects.toThrow(NotFound)
  }
})

test('drafts are nowhere', async ({ db }) => {
  const { agent, activity, home, sofia } = await setScene(db)
  await book(db, home, activity, [day('2026-12-01')])
  const runId = await bill(db, agent, day('2026-12-01'), 'DRAFT')
  const draft = await db.invoice.findFirstOrThrow({ where: { runId, familyId: home.id } })
  const at = new Date('2027-01-05T09:00:00Z')
  const { invoices, listed, spending } = await invoicesScreen(sofia, ALL, at)
  expect(invoices.map(({ number }) => number)).toEqual(listed.map(({ number }) => number))
  expect(listed.map(({ month }) => month)).toEqual([NOVEMBER, OCTOBER])
  expect(spending.months.map(({ total }) => total)).toEqual([600, 300, 0])
  expect(await invoiceView(sofia, draft.id, at)).toBeNull()
  await expect(readInvoice(sofia, draft.id, at)).rejects.toThrow(NotFound)
  await expect(readInvoice(agent, draft.id, at)).rejects.toThrow(NotFound)
})

test('what is due, what is late, what is left after payments, a reversal and a credit note', async ({
  db,
}) => {
  const { home, sofia, invoiceOf } = await setScene(db)
  expect(await dueOf(sofia, IN_DECEMBER)).toEqual({
    ...{ amount: 900, count: 2, late: 600, debited: 0, until: '2026-12-31', treasury: 0 },
  })
  const october = await invoiceOf(home.id, OCTOBER)
  await pay(db, october, 500)
  const wrong = await pay(db, october, 100)
  await pay(db, october, -100, { reversesId: wrong, reason: 'Chèque impayé' })
  const draft = { id: newId(NOW), ...creditOf(october, -60) }
  await db.invoice.create({ data: draft })
  await db.invoiceLine.create({
    data: {
      ...{ invoiceId: draft.id, position: 0, childName: 'Lina', label: 'Repas non servi', kind: 'OTHER' },
      ...{ days: [], quantity: -1, price: 60, amount: -60, how: 'geste de la mairie' },
    },
  })
  await db.invoice.update({ where: { id: draft.id }, data: { year: 2026, number: 90, issuedAt: NOW } })
  const { balance } = (await accountOfParent(sofia, IN_DECEMBER)).families[0]!
  expect(balance).toBe(900 - 500 - 60)
  const view = await invoiceView(sofia, october.id, IN_DECEMBER)
  expect(view).toMatchObject({
    left: 40,
    state: 'LATE',
    creditNotes: [{ number: '2026-000090', total: -60 }],
  })
  const said = view!.payments.map((one) => [one.amount, one.isReversed, one.isReversal])
  expect(said.sort((a, b) => Number(b[0]) - Number(a[0]))).toEqual([
    [500, false, false],
    [100, true, false],
    [-100, false, true],
  ])
  expect(await invoiceView(sofia, draft.id, IN_DECEMBER)).toMatchObject({
    ...{ kind: 'CREDIT_NOTE', state: 'CREDIT', left: 0, corrects: { id: october.id } },
    groups: [{ child: 'Lina', total: -60, activities: [[{ days: [], how: 'geste de la mairie' }]] }],
  })
})

const creditOf = (invoice: Awaited<ReturnType<Tx['invoice']['findFirstOrThrow']>>, total: number) => ({
  ...{ kind: 'CREDIT_NOTE' as const, familyId: invoice.familyId, month: invoice.month, total },
  ...{ payerName: invoice.payerName, payerAddress: '', isResident: true, dueOn: invoice.dueOn },
  ...{ correctsId: invoice.id, reason: 'Repas non servi' },
})

test('the list is narrowed by year and state, what is late being to pay too', async ({ db }) => {
  const { home, sofia, invoiceOf } = await setScene(db)
  await pay(db, await invoiceOf(home.id), 300)
  const months = async (query: Record<string, string>) =>
    (await invoicesScreen(sofia, invoiceFilterSchema.parse(query), IN_DECEMBER)).listed.map(
      (one) => one.month,
    )
  expect(await months({})).toEqual([NOVEMBER, OCTOBER])
  expect(await months({ etat: 'payee' })).toEqual([NOVEMBER])
  expect(await months({ etat: 'en-retard' })).toEqual([OCTOBER])
  expect(await months({ etat: 'a-payer' })).toEqual([OCTOBER])
  expect(await months({ annee: '2026' })).toEqual([NOVEMBER, OCTOBER])
  expect(await months({ annee: '2025' })).toEqual([])
  expect(await months({ annee: 'x', etat: '<b>', page: '-1' })).toEqual([NOVEMBER, OCTOBER])
  const { years } = await invoicesScreen(sofia, ALL, IN_DECEMBER)
  expect(years).toEqual([2026])
})

test('a line keeps its days, its price and why', async ({ db }) => {
  const { home, sofia, invoiceOf } = await setScene(db)
  const { groups } = (await invoiceView(sofia, (await invoiceOf(home.id, OCTOBER)).id, IN_DECEMBER))!
  expect(groups).toMatchObject([
    {
      child: 'Lina',
      total: 600,
      activities: [
        [
          {
            ...{ label: 'Cantine', quantity: 2, price: 300, amount: 600, how: 'tarif unique' },
            days: ['2026-10-05', '2026-10-06'],
          },
        ],
      ],
    },
  ])
})

test('the screens read a constant number of statements, whatever there is', async ({ db }) => {
  const { agent, activity, home, sofia, invoiceOf } = await setScene(db)
  const { id } = await invoiceOf(home.id, OCTOBER)
  const counts = async () => [
    (await watchStatements(() => invoicesScreen(sofia, ALL, IN_DECEMBER))).count,
    (await watchStatements(() => invoiceView(sofia, id, IN_DECEMBER))).count,
  ]
  const few = await counts()
  await book(
    db,
    home,
    activity,
    [0, 1, 3, 4].map((n) => addDays(day('2026-12-07'), n)),
  )
  await bill(db, agent, day('2026-12-01'))
  for (let n = 0; n < 5; n++) await pay(db, await invoiceOf(home.id, OCTOBER), 10)
  expect(await counts()).toEqual(few)
  expect(few[0]).toBeLessThanOrEqual(2)
  expect(few[1]).toBeLessThanOrEqual(8)
})
