import { z } from 'zod'
import { dayField, gradesField, idField } from '@/lib/activity/fields'
import { EVENT_KINDS, EVENT_STATES, plainTargets, type EventTarget } from './rules/events'
import { confirmationKey, pageSchema, periodDay, searchField } from './schema'

const NO_ACTIVITY = 'Cochez au moins une activité.'

/** An activity, or with « . » one group of it: « 3 », « 3.7 ». */
const targetField = z.string().transform((text, context): EventTarget => {
  const [activityId, groupId] = text.split('.')
  const parsed = z.object({ activityId: idField, groupId: idField.nullable() }).safeParse({
    activityId,
    groupId: groupId ?? null,
  })
  if (parsed.success) return parsed.data
  context.addIssue({ code: 'custom', message: NO_ACTIVITY })
  return z.NEVER
})

/** A collective event, as its form sends it; the button says whether to preview, to confirm or to change it. */
export const eventSchema = z
  .object({
    step: z.enum(['preview', 'confirm', 'edit']),
    key: confirmationKey,
    name: z
      .string()
      .trim()
      .min(1, 'Donnez un nom : les familles le lisent.')
      .max(80, 'Le nom tient en 80 caractères.'),
    kind: z.enum(EVENT_KINDS, 'Choisissez la nature de l’événement.'),
    targets: z.array(targetField, NO_ACTIVITY).min(1, NO_ACTIVITY).max(200).transform(plainTargets),
    schoolId: z
      .literal('')
      .transform(() => null)
      .or(idField),
    grades: gradesField,
    startsOn: periodDay('Indiquez le premier jour.'),
    endsOn: z
      .string()
      .trim()
      .default('')
      .transform((text) => text || null)
      .pipe(dayField.nullable()),
  })
  .transform(({ endsOn, ...input }) => ({ ...input, endsOn: endsOn ?? input.startsOn }))
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'Le dernier jour vient après le premier.',
  })

export type EventInput = Omit<z.output<typeof eventSchema>, 'step'>

export const eventIdSchema = z.object({ eventId: z.uuid() })

/** The address of the list: what is looked for, a state, a page; what is not understood counts as absent. */
export const eventListSchema = z
  .object({
    q: searchField(80).catch('').default(''),
    etat: z.enum(EVENT_STATES).nullable().catch(null).default(null),
    page: pageSchema.default(1),
  })
  .transform(({ q, etat, page }) => ({ text: q, state: etat, page }))

export type EventFilter = z.output<typeof eventListSchema>
