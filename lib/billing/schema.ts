import { z } from 'zod'
import { parseDay, type Day } from '@/lib/core/day'

const dueField = z.string().transform((text, context): Day => {
  const due = parseDay(text)
  if (due) return due
  context.addIssue({ code: 'custom', message: 'Choisissez un jour.' })
  return z.NEVER
})

/** A month as a form's list sends it, « 2026-11 ». */
const monthField = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'Choisissez un mois.')
  .transform((text) => `${text}-01` as Day)

/** « Préparer un mois ». */
export const startRunSchema = z.object({ month: monthField, dueOn: dueField })

export type StartRunInput = z.output<typeof startRunSchema>

/** A run, and what the agent saw of it: what is issued is what was checked. */
export const runSchema = z.object({ runId: z.uuid() })

export const issueRunSchema = z.object({
  runId: z.uuid(),
  invoices: z.coerce.number().int().min(0),
  total: z.coerce.number().int(),
})

export type IssueRunInput = z.output<typeof issueRunSchema>
