import { z } from 'zod'
import { currentPassword } from '@/lib/account/schema'
import { dayField } from '@/lib/billing/schema'
import { parseDay } from '@/lib/core/day'
import { compactIban, ibanProblem, isBic } from '@/lib/core/iban'
import { siretProblem } from '@/lib/core/siret'
import { SepaFormat } from '@/lib/generated/prisma/enums.ts'
import { LEAST_NOTICE, USUAL_NOTICE } from './rules/dates'

/** « Préparer le lot »: what is prepared is what was seen. */
export const prepareSchema = z.object({
  collectedOn: dayField,
  debits: z.coerce.number().int().min(0),
  total: z.coerce.number().int().min(0),
})

export type PrepareInput = z.output<typeof prepareSchema>

export const batchSchema = z.object({ batchId: z.uuid() })

/** « Annuler ce lot », once that is confirmed. */
export const cancelSchema = batchSchema.extend({
  confirmed: z.literal('1', 'Cochez cette case pour annuler le lot.'),
})

/** « Retirer du lot ». */
export const debitSchema = z.object({ debitId: z.uuid() })

const NOTICE = `Un nombre de jours, de ${LEAST_NOTICE} à ${USUAL_NOTICE}.`

const compact = z
  .string()
  .default('')
  .transform((typed) => typed.replace(/\s+/g, '').toUpperCase())

/** How the collectivité collects, as the settings send it; without IBAN, nothing is collected. */
export const collectionSchema = z
  .object({
    iban: compact.pipe(z.string().max(34, 'Un IBAN a 34 signes au plus.')).transform(compactIban),
    bic: compact,
    siret: compact,
    format: z.enum(SepaFormat, 'Choisissez un format.'),
    notice: z.coerce.number(NOTICE).int(NOTICE).min(LEAST_NOTICE, NOTICE).max(USUAL_NOTICE, NOTICE),
    currentPassword,
  })
  .transform(({ iban, bic, siret, ...rest }, context) => {
    const issue = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message })
    const problem = iban === '' ? null : ibanProblem(iban)
    if (problem) issue('iban', problem)
    const wrongSiret = siretProblem(siret)
    if (wrongSiret) issue('siret', wrongSiret)
    if (bic !== '' && !isBic(bic)) issue('bic', 'Un BIC a 8 ou 11 signes.')
    if (bic !== '' && iban === '') issue('iban', 'Écrivez l’IBAN de ce compte.')
    const account = iban === '' ? null : { iban, bic: bic || null }
    return { ...rest, account, siret: siret || null }
  })

export type CollectionInput = Omit<z.output<typeof collectionSchema>, 'currentPassword'>

/** The day for which « Prélèvements » shows what would be collected; what is not understood counts as absent. */
export const screenSchema = z.object({
  jour: z
    .string()
    .transform(parseDay)
    .catch(() => null)
    .default(null),
  refus: z.string().catch('').default(''),
})
