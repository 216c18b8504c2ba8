import { addDays, day, dayToDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { issueDrafts } from '@/lib/billing/operations/issue-run'
import { Prisma, type Family, type Invoice } from '@/lib/generated/prisma/client.ts'

type InvoiceInput = {
  total?: number
  month?: Day
  dueOn?: Day
  issuedAt?: Date | null
  lines?: Omit<Prisma.InvoiceLineUncheckedCreateWithoutInvoiceInput, 'position'>[]
}

/** An invoice of a family, issued unless `issuedAt` is null, of one line unless `lines` are given. */
export async function createInvoice(
  db: Tx,
  family: Pick<Family, 'id' | 'name'>,
  input: InvoiceInput = {},
): Promise<Invoice> {
  const { total = 2000, month = day('2026-11-01'), issuedAt = new Date('2026-12-01T08:00:00Z') } = input
  const { dueOn = addDays(month, 60), lines = [lineOf(total)] } = input
  const { id } = await db.invoice.create({
    data: {
      ...{
        kind: 'INVOICE',
        familyId: family.id,
        month: dayToDb(month),
        dueOn: dayToDb(dueOn),
        isResident: true,
      },
      ...{ payerName: `Mme Sofia ${family.name}`, payerAddress: '12 rue des Érables\n45110 Valmont' },
      total: lines.reduce((sum, { amount }) => sum + amount, 0),
      lines: { create: lines.map((line, position) => ({ ...line, position })) },
    },
  })
  if (issuedAt) await issueDrafts(db, Prisma.sql`id = ${id}::uuid`, issuedAt)
  return db.invoice.findUniqueOrThrow({ where: { id } })
}

const lineOf = (total: number) => ({
  ...{ childName: 'Lina', label: 'Cantine', kind: 'DAY' as const, days: [new Date('2026-11-02T00:00:00Z')] },
  ...{ quantity: 1, price: total, amount: total, how: 'tarif unique' },
})
