import { z } from 'zod'
import { parseDay, type Day } from '@/lib/core/day'
import { parseEuros, type Centimes } from '@/lib/core/money'

/** A day that has to be chosen. */
export const dayField = z.string().transform((text, context): Day => {
  const on = parseDay(text)
  if (on) return on
  context.addIssue({ code: 'custom', message: 'Choisissez un jour.' })
  return z.NEVER
})

/** A month as a form's list sends it, « 2026-11 ». */
const monthField = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'Choisissez un mois.')
  .transform((text) => `${text}-01` as Day)

/** « Préparer un mois ». */
export const startRunSchema = z.object({ month: monthField, dueOn: dayField })

export type StartRunInput = z.output<typeof startRunSchema>

/** A run, and what the agent saw of it: what is issued is what was checked. */
export const runSchema = z.object({ runId: z.uuid() })

export const issueRunSchema = z.object({
  runId: z.uuid(),
  invoices: z.coerce.number().int().min(0),
  total: z.coerce.number().int(),
})

export type IssueRunInput = z.output<typeof issueRunSchema>

const amountField = z.string().transform((text, context): Centimes => {
  const amount = parseEuros(text)
  if (amount) return amount
  context.addIssue({ code: 'custom', message: 'Écrivez un montant, par exemple 12,50.' })
  return z.NEVER
})

const reasonField = z
  .string()
  .trim()
  .min(3, 'Dites pourquoi : la famille le lit.')
  .max(200, 'La raison tient en 200 caractères.')

/** « Faire un avoir ». `key` is made by the form: sent twice, it is one. */
export const creditNoteSchema = z.object({
  key: z.uuid(),
  invoiceId: z.uuid(),
  amount: amountField,
  reason: reasonField,
})

export type CreditNoteInput = z.output<typeof creditNoteSchema>

/** How money is received at the counter. */
export const COUNTER_METHODS = ['CHEQUE', 'CASH', 'CESU', 'TRANSFER'] as const

/** « Enregistrer un règlement »; without invoice, on account. */
export const paymentSchema = z.object({
  key: z.uuid(),
  familyId: z.uuid(),
  invoiceId: z
    .union([z.uuid(), z.literal('')])
    .default('')
    .transform((id) => id || null),
  amount: amountField,
  method: z.enum(COUNTER_METHODS, 'Choisissez le moyen de paiement.'),
  receivedOn: dayField,
  reference: z
    .string()
    .trim()
    .max(60, 'La référence tient en 60 caractères.')
    .default('')
    .transform((text) => text || null),
})

export type PaymentInput = z.output<typeof paymentSchema>

export const reversalSchema = z.object({ paymentId: z.uuid(), reason: reasonField })

export type ReversalInput = z.output<typeof reversalSchema>
