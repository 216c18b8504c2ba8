import { z } from 'zod'
import { currentPassword } from '@/lib/account/schema'
import { MANDATE_MESSAGES } from './messages'
import { compactIcs, icsProblem } from './rules'

/** « Signer le mandat »: the family, the account that was shown (masked), the place, the consent, the password. */
export const signatureSchema = z.object({
  familyId: z.uuid(),
  shown: z.string().max(40),
  place: z
    .string(MANDATE_MESSAGES.placeMissing)
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, MANDATE_MESSAGES.placeMissing).max(80, '80 signes au plus.')),
  consent: z.literal('1', MANDATE_MESSAGES.consentMissing),
  currentPassword,
})

export type SignatureInput = Omit<z.output<typeof signatureSchema>, 'currentPassword' | 'consent'>

/** « Révoquer ce mandat ». */
export const revocationSchema = z.object({
  mandateId: z.uuid(),
  confirmed: z.literal('1', 'Cochez cette case pour révoquer le mandat.'),
})

const part = (missing: string, max: number) =>
  z
    .string(missing)
    .default('')
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(max, `${max} signes au plus.`))

/** The creditor as the settings send it: whole, or empty when the collectivité collects nothing by direct debit. */
export const creditorSchema = z
  .object({
    name: part('Écrivez le nom du créancier.', 70),
    address: part('Écrivez l’adresse du créancier.', 140),
    ics: part('Écrivez l’ICS.', 20).transform(compactIcs),
  })
  .transform((input, context) => {
    if (Object.values(input).every((text) => text === '')) return null
    const issue = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message })
    if (input.name === '') issue('name', 'Écrivez le nom du créancier.')
    if (input.address === '') issue('address', 'Écrivez l’adresse du créancier.')
    const problem = input.ics === '' ? 'Écrivez l’ICS.' : icsProblem(input.ics)
    if (problem) issue('ics', problem)
    return input
  })

export type CreditorInput = z.output<typeof creditorSchema>
