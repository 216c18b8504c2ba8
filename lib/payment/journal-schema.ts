import { z } from 'zod'
import { METHOD_WORDS } from '@/lib/billing/messages'
import { parseDay } from '@/lib/core/day'
import { parseEuros } from '@/lib/core/money'
import type { PaymentMethod } from '@/lib/generated/prisma/enums.ts'
import { pageSchema, searchField } from '@/lib/planning/schema'

export const METHODS = Object.keys(METHOD_WORDS) as PaymentMethod[]

const text = searchField(80).catch('').default('')
const dayOrNone = z.string().catch('').default('').transform(parseDay)

/** What the payments are narrowed to, as an address holds it; what is not understood counts as absent. */
export const paymentFilterSchema = z
  .object({
    q: text,
    montant: text,
    moyen: text,
    du: dayOrNone,
    au: dayOrNone,
    page: pageSchema.default(1),
  })
  .transform(({ q, montant, moyen, du, au, page }) => ({
    text: q,
    amount: parseEuros(montant),
    method: METHODS.find((method) => method === moyen) ?? null,
    from: du,
    to: au,
    page,
  }))

export type PaymentFilter = z.output<typeof paymentFilterSchema>
