import { issueDrafts } from '@/lib/billing/operations/issue-run'
import { prepareBatch } from '@/lib/billing/operations/prepare-run'
import { usualDueDay } from '@/lib/billing/rules/run'
import { countFamilies } from '@/lib/billing/run-sql'
import {
  addDays,
  addMonths,
  dayInParis,
  dayToDb,
  firstOfMonth,
  instantInParis,
  type Day,
  type WallTime,
} from '@/lib/core/day'
import { newId } from '@/lib/core/new-id'
import { Prisma, type Account, type PaymentMethod } from '@/lib/generated/prisma/client.ts'
import type { Enrolled } from './activities'
import { emptyBoard, possibleDays, put, writeBoard, type Board } from './board'
import type { Household, Seed } from './families'
import { randomFrom } from './random'

/** How many months before the present one are booked, billed and mostly paid. */
const MONTHS = 3

/** The board of the months that are over: what stands on it never moves after they were billed. */
export function pastBoard(seed: Seed, { calendar, activities }: Board): Board {
  const first = addMonths(firstOfMonth(seed.today), -MONTHS)
  const at = instantInParis(first, '08:00' as WallTime)
  return { ...emptyBoard(seed, calendar, activities), first, last: addDays(firstOfMonth(seed.today), -1), at }
}

/** Most enrolled days of the months that are over; of the holidays, some. */
export function putPastBookings(board: Board, enrolled: readonly Enrolled[]): void {
  const random = randomFrom(7_400)
  for (const one of enrolled) {
    const comes = one.activity.opensOn === 'HOLIDAYS' ? 0.3 : 0.85
    for (const on of possibleDays(board, one)) {
      if (!random.chance(comes)) continue
      const state = random.chance(0.02) ? 'NO_SHOW' : random.chance(0.03) ? 'ABSENT' : 'PRESENT'
      put(board, one, on, { state })
    }
  }
}

type Payers = { late: Household; unpaid: Household }

/**
 * Prepares and issues the invoices of the months that are over, by the operations of the portal, and writes the payments:
 * the last month is not paid by all, one family is late, one (`unpaid`) has its last invoice to pay.
 */
export async function seedInvoices(
  seed: Seed,
  board: Board,
  agent: Pick<Account, 'id'>,
  { late, unpaid }: Payers,
): Promise<void> {
  await writeBoard(seed, board)
  const months = Array.from({ length: MONTHS }, (_, n) => addMonths(board.first, n))
  for (const month of months) await issueMonth(seed, month, agent.id)
  const invoices = await seed.db.invoice.findMany({
    where: { total: { gt: 0 }, familyId: { not: late.id } },
    orderBy: [{ year: 'asc' }, { number: 'asc' }],
    select: { id: true, familyId: true, month: true, total: true, issuedAt: true },
  })
  const random = randomFrom(7_401)
  const last = dayToDb(months.at(-1)!).getTime()
  const payments = invoices.flatMap((invoice): Prisma.PaymentCreateManyInput[] => {
    const isLast = invoice.month.getTime() === last
    if (isLast && (invoice.familyId === unpaid.id || random.chance(0.5))) return []
    const { method, prefix } = random.pick(METHODS)
    const paidOn = addDays(dayInParis(invoice.issuedAt!), 1 + random.below(isLast ? 12 : 25))
    const receivedOn: Day = paidOn < seed.today ? paidOn : seed.today
    const recordedAt = instantInParis(receivedOn, '08:30' as WallTime)
    return [
      {
        ...{
          id: newId(recordedAt),
          familyId: invoice.familyId,
          invoiceId: invoice.id,
          amount: invoice.total,
        },
        ...{ method, receivedOn: dayToDb(receivedOn), recordedAt },
        reference: prefix && `${prefix}${1_000_000 + random.below(8_999_999)}`,
        recordedById: method === 'PAYFIP_CARD' ? null : agent.id,
      },
    ]
  })
  // Their receipts are numbered in the order in which they came.
  payments.sort((a, b) => Number(a.recordedAt) - Number(b.recordedAt))
  await seed.db.payment.createMany({ data: payments })
}

const METHODS: { method: PaymentMethod; prefix: string | null }[] = [
  { method: 'PAYFIP_CARD', prefix: 'Autorisation ' },
  { method: 'PAYFIP_CARD', prefix: 'Autorisation ' },
  { method: 'CHEQUE', prefix: 'Chèque n° ' },
  { method: 'CASH', prefix: null },
]

/** On the third of the month after, as an agent would, or on the day itself when that is still to come. */
async function issueMonth({ db, at }: Seed, month: Day, agentId: string): Promise<void> {
  const usual = instantInParis(addDays(addMonths(month, 1), 2), '09:00' as WallTime)
  const issuedAt = usual < at ? usual : at
  const startedAt = new Date(issuedAt.getTime() - 3_600_000)
  const dueOn = dayToDb(usualDueDay(month, dayInParis(issuedAt)))
  const { id } = await db.billingRun.create({
    data: {
      ...{ month: dayToDb(month), dueOn, state: 'PREPARING', aliveAt: startedAt, startedAt },
      ...{ startedById: agentId, families: await countFamilies(db, month) },
    },
  })
  while (!(await prepareBatch(db, id, startedAt)));
  await issueDrafts(db, Prisma.sql`"runId" = ${id}::uuid`, issuedAt)
  await db.billingRun.update({ where: { id }, data: { state: 'ISSUED', issuedAt, issuedById: agentId } })
}
