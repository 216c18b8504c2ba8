import { z } from 'zod'
import { dayField } from '@/lib/billing/schema'
import { addDays, parseDay, type Day } from '@/lib/core/day'
import { parseEuros, type Centimes } from '@/lib/core/money'
import type { PaymentMethod } from '@/lib/generated/prisma/enums.ts'
import { METHODS } from './journal-schema'

/** Bytes: what an action of a form takes at most. */
const FILE_LIMIT = 900_000

const NO_FILE = 'Choisissez le fichier des transactions.'

/** « Comparer ce fichier ». */
export const reconcileSchema = z
  .object({
    from: dayField,
    to: dayField,
    file: z
      .custom<File>((value) => value instanceof File && value.size > 0, NO_FILE)
      .refine(
        (file) => !(file instanceof File) || file.size <= FILE_LIMIT,
        'Ce fichier est trop gros : prenez moins de jours à la fois.',
      ),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'La fin vient après le début.' })

export type ReconcileInput = z.output<typeof reconcileSchema>

/** The field of the address that holds the total typed for a means. */
export const totalField = (method: PaymentMethod) => `total-${method}`

/** What an address of « Rapprochement » holds: its days (yesterday unless said), and totals typed by means; null where none is read. */
export type ReconcileAddress = {
  from: Day
  to: Day
  typed: Map<PaymentMethod, { text: string; amount: Centimes | null }>
}

/** Reads the address of « Rapprochement »; what is not understood counts as absent, but a total, which is shown as it was typed. */
export function reconcileAddress(
  search: Record<string, string | string[] | undefined>,
  today: Day,
): ReconcileAddress {
  const textOf = (name: string) => (typeof search[name] === 'string' ? search[name].trim().slice(0, 20) : '')
  const from = parseDay(textOf('du')) ?? addDays(today, -1)
  const to = parseDay(textOf('au')) ?? from
  const typed = METHODS.flatMap((method) => {
    const text = textOf(totalField(method))
    return text === '' ? [] : [[method, { text, amount: parseEuros(text) }] as const]
  })
  return { from, to: to < from ? from : to, typed: new Map(typed) }
}
