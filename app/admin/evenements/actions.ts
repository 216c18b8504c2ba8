'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { eventIdSchema, eventSchema } from '@/lib/planning/event-schema'
import { cancelEvent } from '@/lib/planning/operations/cancel-event'
import { declareEvent, previewEvent } from '@/lib/planning/operations/declare-event'

const actor = () => requireAgent('event.manage')

/** « Nouvel événement »: the preview, the confirmation, or back to the form; what was typed goes along. */
export const ask = createAction({
  schema: eventSchema,
  actor,
  run: async (agent, { step, ...input }) => {
    const at = now()
    return {
      ...{ step, input },
      effect: step === 'preview' ? await previewEvent(agent, input, at) : null,
      eventId: step === 'confirm' ? await declareEvent(agent, input, at) : null,
    }
  },
  refresh: ({ step }) => (step === 'confirm' ? ['/admin', '/famille/planning'] : []),
  redirectTo: ({ eventId }) => eventId && `/admin/evenements/${eventId}?declare=oui`,
})

/** « Annuler l’événement ». */
export const cancel = createAction({
  schema: eventIdSchema,
  actor,
  run: (agent, { eventId }) => cancelEvent(agent, eventId, now()),
  refresh: () => ['/admin', '/famille/planning'],
})
