import { z } from 'zod'
import { parseDay, type Day } from '@/lib/core/day'
import { ENTRY_STATES, PARENT_ACTIONS, REQUEST_STATES } from './rules/states'

const dayField = z.string().transform((text, context): Day => {
  const parsed = parseDay(text)
  if (parsed) return parsed
  context.addIssue({ code: 'custom', message: 'Cette date n’existe pas.' })
  return z.NEVER
})

/** A click on an entry of the planning: which one, what is asked, and the state that the person saw. */
export const entryActionSchema = z.object({
  childId: z.uuid('Cet enfant n’existe pas.'),
  activityId: z.coerce.number().int().positive().max(2_147_483_647),
  day: dayField,
  action: z.enum(PARENT_ACTIONS),
  seen: z.enum(ENTRY_STATES),
})

export type EntryCell = Omit<z.output<typeof entryActionSchema>, 'action'>

/** The address of an entry's own page, `?enfant=…&activite=…&jour=…`. */
export const entryAddressSchema = z
  .object({ enfant: z.uuid(), activite: entryActionSchema.shape.activityId, jour: dayField })
  .transform(({ enfant, activite, jour }) => ({ childId: enfant, activityId: activite, day: jour }))

/** A parent's « Annuler ma demande » in the list of requests. */
export const withdrawSchema = z.object({ requestId: z.uuid('Cette demande n’existe pas.') })

/** The agents' decision on requests; a refusal needs a reason, which the family reads. */
export const decisionSchema = z
  .object({
    requestIds: z
      .array(z.uuid('Cette demande n’existe pas.'), 'Cochez au moins une demande.')
      .min(1, 'Cochez au moins une demande.')
      .max(200, 'Cochez 200 demandes au plus.'),
    verdict: z.enum(['ACCEPT', 'REFUSE']),
    reason: z
      .string()
      .trim()
      .max(500, 'Le motif tient en 500 caractères.')
      .optional()
      .transform((text) => text || null),
  })
  .refine(({ verdict, reason }) => verdict === 'ACCEPT' || reason !== null, {
    path: ['reason'],
    message: 'Écrivez le motif du refus : la famille le lit.',
  })

/** The filters of « Mes demandes »; what is not understood counts as absent. */
export const requestFilterSchema = z
  .object({
    enfant: z.uuid().nullable().catch(null).default(null),
    etat: z.enum(REQUEST_STATES).nullable().catch(null).default(null),
    page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
  })
  .transform(({ enfant, etat, page }) => ({ childId: enfant, state: etat, page }))
