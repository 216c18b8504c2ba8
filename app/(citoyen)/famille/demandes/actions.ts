'use server'

import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { withdrawRequest } from '@/lib/planning/operations/withdraw'
import { withdrawSchema } from '@/lib/planning/schema'

/** « Annuler ma demande », in the list. */
export const withdraw = createAction({
  schema: withdrawSchema,
  actor: requireSubscribedParent,
  run: (parent, { requestId }) => withdrawRequest(parent, requestId, now()),
  refresh: () => ['/famille/demandes', '/famille/planning'],
})
