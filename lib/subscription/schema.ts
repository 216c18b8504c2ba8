import { z } from 'zod'
import { readingMessage } from './messages'
import { parseCode } from './rules/code'

/** « M’abonner »: a typed code, read and checked for typing errors before any question to the database. */
export const subscribeSchema = z.object({
  code: z.string('Saisissez le code abonné qui figure sur votre courrier.').transform((text, context) => {
    const reading = parseCode(text.slice(0, 200))
    if (reading.ok) return reading.code
    context.addIssue({ code: 'custom', message: readingMessage(reading) })
    return z.NEVER
  }),
})

/** « Se désabonner ». */
export const unsubscribeSchema = z.object({ subscriptionId: z.uuid() })

/** « Annuler le code ». */
export const revokeCodeSchema = z.object({ codeId: z.uuid() })

/** Whose letters to print: every guardian without a subscription, those of them without a usable code, a family, one guardian. */
export const lettersSchema = z.discriminatedUnion('target', [
  z.object({ target: z.literal('ALL') }),
  z.object({ target: z.literal('WITHOUT_CODE') }),
  z.object({ target: z.literal('FAMILY'), familyId: z.uuid() }),
  z.object({ target: z.literal('GUARDIAN'), guardianId: z.uuid() }),
])

export type LettersTarget = z.output<typeof lettersSchema>
