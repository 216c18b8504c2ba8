import { z } from 'zod'
import { dayField } from '@/lib/billing/schema'
import { siretProblem } from '@/lib/core/siret'
import { LATEST_BLOCKING, LATEST_REMINDER, MOST_REMINDERS } from './rules/settings'

const line = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(most, `${most} signes au plus.`))

const daysField = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed, context): number | null => {
      const text = typed.trim()
      if (text === '') return null
      const days = /^\d{1,4}$/.test(text) ? Number(text) : 0
      if (days >= 1 && days <= most) return days
      context.addIssue({ code: 'custom', message: `Un nombre de jours entre 1 et ${most}, ou rien.` })
      return z.NEVER
    })

/** « Factures impayées »: up to three reminders, each later than the one before, and when reservations close. */
export const recoverySchema = z
  .object({
    reminder1: daysField(LATEST_REMINDER),
    reminder2: daysField(LATEST_REMINDER),
    reminder3: daysField(LATEST_REMINDER),
    blockingDays: daysField(LATEST_BLOCKING),
    office: line(100),
    officeAddress: line(200),
  })
  .transform(({ reminder1, reminder2, reminder3, ...input }, context) => {
    const typed = [reminder1, reminder2, reminder3]
    const issue = (index: number, message: string) =>
      context.addIssue({ code: 'custom', path: [`reminder${index + 1}`], message })
    for (let index = 1; index < MOST_REMINDERS; index++) {
      const [before, own] = [typed[index - 1], typed[index]]
      if (own === null || own === undefined) continue
      if (before === null || before === undefined)
        issue(index, 'Remplissez d’abord la relance qui la précède.')
      else if (own <= before) issue(index, 'Plus tard que la relance qui la précède.')
    }
    return { ...input, reminderDays: typed.filter((days) => days !== null) }
  })

export type RecoveryInput = z.output<typeof recoverySchema>

const compact = z
  .string()
  .default('')
  .transform((typed) => typed.replace(/\s+/g, '').toUpperCase())

const code = (pattern: RegExp, message: string) => compact.pipe(z.string().regex(pattern, message))

/** What a PES v2 file names of the collectivité. Any may be left empty; what a file can’t do without, `missingForPes` says. */
export const pesSchema = z.object({
  sigle: line(32),
  address: line(100),
  idPost: code(/^[0-9A-Z]{0,7}$/, 'Sept signes au plus, chiffres et lettres.'),
  siret: compact.superRefine((siret, context) => {
    const problem = siretProblem(siret)
    if (problem) context.addIssue(problem)
  }),
  codCol: code(/^[0-9A-Z]{0,3}$/, 'Trois signes au plus, chiffres et lettres.'),
  codBud: code(/^[0-9A-Z]{0,10}$/, 'Dix signes au plus, chiffres et lettres.'),
  budgetLabel: line(100),
  nature: code(/^\d{0,6}$/, 'Des chiffres, six au plus : 7066, 588…'),
  codProdLoc: code(/^[0-9A-Z]{0,4}$/, 'Quatre signes au plus, chiffres et lettres.'),
})

export type PesInput = z.output<typeof pesSchema>

/** Unpaid invoices that an agent has ticked, each with how many reminders the page showed: « id:1 ». */
const ticked = z
  .array(z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-3]$/i))
  .max(500, '500 factures au plus à la fois.')
  .default([])
  .transform((values, context) => {
    if (values.length === 0) context.addIssue({ code: 'custom', message: 'Cochez au moins une facture.' })
    return values.map((value) => ({ id: value.slice(0, 36).toLowerCase(), seen: Number(value.slice(37)) }))
  })

export const STEPS = ['MAIL', 'LETTER', 'TRANSMIT'] as const

/** What is done of the ticked invoices: a reminder sent or noted, or all of them handed over, once that is confirmed. */
export const recoverStepSchema = z
  .object({ invoices: ticked, step: z.enum(STEPS), confirmed: z.string().default('') })
  .transform(({ confirmed, ...input }, context) => {
    if (input.step === 'TRANSMIT' && confirmed !== '1')
      context.addIssue({
        code: 'custom',
        path: ['confirmed'],
        message: 'Cochez cette case pour transmettre : cela ne se défait pas.',
      })
    return input
  })

export type TickedInvoice = { id: string; seen: number }

/** « Noter le paiement reçu par le Trésor public ». */
export const settleSchema = z.object({ invoiceId: z.uuid() })

/** « Lever la suspension »: until a day. */
export const liftSchema = z.object({
  familyId: z.uuid(),
  until: dayField,
})

export type LiftInput = z.output<typeof liftSchema>

export const UNPAID_SORTS = ['anciennes', 'montant', 'famille'] as const
/** How late an invoice is at least, in days. */
export const AGES = [7, 30, 60, 90] as const
export const SENT_FILTERS = ['jamais', 'relancee', 'complete'] as const

const page = z.coerce.number().int().min(1).max(10_000).catch(1).default(1)

/** The filters of « Impayés » in its address; what is not understood counts as absent. */
export const unpaidFilterSchema = z
  .object({
    retard: z.coerce
      .number()
      .refine((days) => (AGES as readonly number[]).includes(days))
      .nullable()
      .catch(null)
      .default(null),
    montant: z.coerce.number().int().min(1).max(99_999).nullable().catch(null).default(null),
    relances: z.enum(SENT_FILTERS).nullable().catch(null).default(null),
    tri: z.enum(UNPAID_SORTS).catch('anciennes').default('anciennes'),
    page,
  })
  .transform(({ retard, montant, relances, tri, page: shown }) => ({
    ...{ age: retard, euros: montant, sent: relances, sort: tri, page: shown },
  }))

export type UnpaidFilter = z.output<typeof unpaidFilterSchema>
