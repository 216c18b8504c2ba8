'use server'

import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { previewPeriod, requestPeriod } from '@/lib/planning/operations/request-period'
import { periodSchema } from '@/lib/planning/schema'

/** « Faire une demande »: the preview, the confirmation, or back to the form; what was typed goes along. */
export const askPeriod = createAction({
  schema: periodSchema,
  actor: requireSubscribedParent,
  run: async (parent, { step, ...input }) => {
    if (step === 'edit') return { step, input, view: null }
    const ask = step === 'preview' ? previewPeriod : requestPeriod
    return { step, input, view: await ask(parent, input, now()) }
  },
  refresh: ({ step }) => (step === 'confirm' ? ['/famille/planning', '/famille/demandes'] : []),
})
