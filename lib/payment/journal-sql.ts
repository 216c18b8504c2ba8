import 'server-only'
import { likePattern } from '@/lib/core/like-pattern'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { PaymentFilter } from './journal-schema'

/** The payments "p" with their invoice "i", family "f", attempt "a" and receipt "r". */
export const PAYMENTS = Prisma.sql`"Payment" p LEFT JOIN "Invoice" i ON i.id = p."invoiceId" LEFT JOIN "Family" f ON f.id = p."familyId"
  LEFT JOIN "PaymentAttempt" a ON a.id = p."attemptId" LEFT JOIN "Receipt" r ON r."paymentId" = p.id`

/** « 2026-42 » or « 2026-000042 » of an invoice, « R2026-000042 » of a receipt. */
const NUMBER = /^(r?)(\d{4})-(\d{1,6})$/i

/** What a filter keeps of the payments: a condition. A number names its invoice or receipt; other words, a family or a reference. */
export function keptBy({ text, amount, method, from, to }: PaymentFilter): Prisma.Sql {
  return Prisma.join(
    [
      ...(text === '' ? [] : [matches(text)]),
      ...(amount === null ? [] : [Prisma.sql`abs(p.amount) = ${amount}`]),
      ...(method === null ? [] : [Prisma.sql`p.method = ${method}::"PaymentMethod"`]),
      ...(from === null ? [] : [Prisma.sql`p."receivedOn" >= ${from}::date`]),
      ...(to === null ? [] : [Prisma.sql`p."receivedOn" <= ${to}::date`]),
      Prisma.sql`true`,
    ],
    ' AND ',
  )
}

function matches(text: string): Prisma.Sql {
  const [, letter, year, number] = NUMBER.exec(text) ?? []
  if (year !== undefined && number !== undefined)
    return letter
      ? Prisma.sql`r.year = ${Number(year)} AND r.number = ${Number(number)}`
      : Prisma.sql`i.year = ${Number(year)} AND i.number = ${Number(number)}`
  const pattern = Prisma.sql`'%' || espace_normalise(${likePattern(text)}) || '%'`
  const texts = [
    Prisma.sql`f.name`,
    Prisma.sql`i."payerName"`,
    Prisma.sql`p.reference`,
    Prisma.sql`a.reference`,
  ]
  return Prisma.sql`(${Prisma.join(
    texts.map((one) => Prisma.sql`espace_normalise(${one}) LIKE ${pattern}`),
    ' OR ',
  )})`
}
