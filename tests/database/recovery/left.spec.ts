import fc from 'fast-check'
import { accountOf } from '@/lib/billing/rules/balance'
import { issueDrafts } from '@/lib/billing/operations/issue-run'
import { readAccounts } from '@/lib/billing/account-sql'
import { addMonths, day, dayToDb } from '@/lib/core/day'
import { Prisma, type Invoice } from '@/lib/generated/prisma/client.ts'
import { leftSql, OF_OWING_FAMILIES } from '@/lib/recovery/unpaid-sql'
import { createAuthority } from '../../factories/authority'
import { createFamily } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'
import { expect, test } from '../../fixtures/database'
import { receive } from './scene'

const FIRST = day('2020-01-01')

/** A line of an amount, of whichever sign. */
const lineOf = (amount: number) => ({
  ...{ childName: '', label: 'X', kind: 'OTHER' as const, days: [], how: 'X' },
  ...{ quantity: amount < 0 ? -1 : 1, price: Math.abs(amount), amount },
})

test('PostgreSQL says of every family what is left of each invoice as the account does, to the centime', async ({
  db,
}) => {
  test.setTimeout(120_000)
  await createAuthority(db)
  const account = fc.record({
    totals: fc.array(fc.integer({ min: -300, max: 900 }), { minLength: 1, maxLength: 6 }),
    payments: fc.array(fc.record({ to: fc.option(fc.nat(5)), amount: fc.integer({ min: -200, max: 900 }) }), {
      maxLength: 6,
    }),
    credits: fc.array(fc.record({ to: fc.nat(5), amount: fc.integer({ min: 1, max: 500 }) }), {
      maxLength: 3,
    }),
    transmitted: fc.option(fc.record({ of: fc.nat(5), amount: fc.integer({ min: 1, max: 900 }) })),
  })
  const scenes = fc.sample(account, { numRuns: 25, seed: 7 })
  const batch = await db.treasuryBatch.create({ data: { year: 2026, number: 1, createdAt: new Date(0) } })
  let position = 0
  for (const { totals, payments, credits, transmitted } of scenes) {
    const family = await createFamily(db, { children: [] })
    const invoices: Invoice[] = []
    for (const [index, total] of totals.entries())
      invoices.push(
        await createInvoice(db, family, { month: addMonths(FIRST, index), lines: [lineOf(total)] }),
      )
    const at = (index: number) => invoices[index % invoices.length]!
    for (const { to, amount } of payments)
      if (amount !== 0) await receive(db, { familyId: family.id, id: to === null ? null : at(to).id }, amount)
    for (const { to, amount } of credits) {
      const { id } = await db.invoice.create({
        data: {
          ...{ kind: 'CREDIT_NOTE', familyId: family.id, month: dayToDb(FIRST), total: -amount, reason: 'X' },
          ...{ correctsId: at(to).id, payerName: 'X', payerAddress: '', isResident: true },
          ...{ dueOn: dayToDb(FIRST), lines: { create: { position: 0, ...lineOf(-amount) } } },
        },
      })
      await issueDrafts(db, Prisma.sql`id = ${id}::uuid`, new Date('2026-12-01T08:00:00Z'))
    }
    // Nothing is transmitted of an invoice in the family's favour.
    if (transmitted && at(transmitted.of).total > 0)
      await db.treasuryTransmission.create({
        data: {
          ...{ invoiceId: at(transmitted.of).id, batchId: batch.id, position: ++position },
          ...{ amount: transmitted.amount, reference: 'X', title: 'M', lastName: 'X', firstName: 'X' },
          ...{ street: 'X', postalCode: '45000', city: 'X' },
        },
      })
  }
  const families = await db.family.findMany({ select: { id: true } })
  const rows = await db.$queryRaw<{ id: string; left: number }[]>(
    Prisma.sql`SELECT id::text, "left" FROM (${leftSql(Prisma.sql`true`)}) l`,
  )
  const found = new Map(rows.map(({ id, left }) => [id, left]))
  const owing = await db.$queryRaw<{ familyId: string }[]>(
    Prisma.sql`SELECT DISTINCT i."familyId"::text FROM "Invoice" i WHERE ${OF_OWING_FAMILIES}`,
  )
  const owes = new Set(owing.map(({ familyId }) => familyId))
  let unpaid = 0
  for (const { familyId, invoices, payments } of await readAccounts(
    db,
    families.map(({ id }) => id),
  )) {
    const { left } = accountOf(invoices, payments)
    for (const [id, amount] of left) expect(found.get(id)).toBe(amount)
    const isUnpaid = [...left.values()].some((amount) => amount > 0)
    if (isUnpaid) {
      unpaid += 1
      expect(owes).toContain(familyId)
    }
  }
  expect(unpaid).toBeGreaterThan(5)
})
