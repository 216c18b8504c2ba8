import { z } from 'zod'
import { SETTINGS_REFUSALS } from './messages'

/** « Payer », « Vérifier maintenant ». */
export const invoiceSchema = z.object({ invoiceId: z.uuid() })

/** « Traité ». */
export const attemptSchema = z.object({ attemptId: z.uuid() })

/** The régie of PayFiP as the settings send it; both empty: payment online is closed. */
export const payfipSchema = z
  .object({
    clientNumber: z
      .string()
      .default('')
      .transform((typed) => typed.replace(/\s+/g, ''))
      .pipe(z.string().regex(/^(\d{6})?$/, 'Écrivez les six chiffres que la DGFiP a donnés à la régie.')),
    mode: z.enum(['', 'T', 'X', 'W']).default(''),
  })
  .transform(({ clientNumber, mode }, context) => {
    if (clientNumber !== '' && mode !== '') return { clientNumber, mode }
    if (clientNumber === '' && mode === '') return null
    const path = clientNumber === '' ? 'clientNumber' : 'mode'
    context.addIssue({ code: 'custom', path: [path], message: SETTINGS_REFUSALS.both })
    return z.NEVER
  })

export type PayfipInput = z.output<typeof payfipSchema>
