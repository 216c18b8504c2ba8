import { addDays, addMonths, firstOfMonth, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import type { Account } from '@/lib/generated/prisma/client.ts'
import { RUM_RANDOM, rumOf } from '@/lib/mandate/rules'
import { nextTargetDay } from '@/lib/sepa/rules/dates'
import { createBatch, createDebit } from '@/tests/factories/debits'
import { createMandate } from '@/tests/factories/mandates'
import type { Household, Seed } from './families'

/** How many families pay by direct debit, beside the one that the visitor is. */
const FAMILIES = 3

/** A batch that the bank has for the coming days, of families whose last invoice is not paid; of one it came back already. */
export async function seedDebits(
  { db, today, at }: Seed,
  agent: Pick<Account, 'id'>,
  spared: readonly Household[],
): Promise<void> {
  const month = addMonths(firstOfMonth(today), -1)
  const invoices = await db.invoice.findMany({
    where: {
      ...{ month: new Date(`${month}T00:00:00Z`), total: { gt: 0 }, payments: { none: {} } },
      familyId: { notIn: spared.map(({ id }) => id) },
    },
    orderBy: [{ year: 'asc' }, { number: 'asc' }],
    take: FAMILIES,
    include: { family: { select: { id: true } } },
  })
  const issuedAt = invoices[0]?.issuedAt
  if (!issuedAt) return
  const told = instantInParis(addDays(today, -9), '10:00' as WallTime)
  const batch = await createBatch(db, {
    collectedOn: nextTargetDay(addDays(today, 5)),
    at: told > issuedAt ? told : at,
    preparedById: agent.id,
    sentById: agent.id,
  })
  const signedOn: Day = addDays(today, -60)
  for (const [n, { family, ...invoice }] of invoices.entries()) {
    const mandate = await createMandate(db, family!, {
      rum: rumOf(
        signedOn,
        Uint8Array.from({ length: RUM_RANDOM }, (_, sign) => 5 * sign + n),
      ),
      signerName: invoice.payerName,
      debtor: {
        ...{ holder: invoice.payerName, address: invoice.payerAddress.replaceAll('\n', ', ') },
        ...{ iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' },
      },
      signedAt: instantInParis(signedOn, '19:40' as WallTime),
    })
    const end = n === FAMILIES - 1 ? ({ state: 'REJECTED', reason: 'AC04' } as const) : {}
    await createDebit(db, batch, { invoice, mandate }, end)
  }
}
