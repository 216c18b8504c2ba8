'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { decideRequests } from '@/lib/planning/operations/decide-requests'
import { decisionSchema } from '@/lib/planning/schema'

/** « Accepter » and « Refuser » of the ticked requests. */
export const decide = createAction({
  schema: decisionSchema,
  actor: () => requireAgent('request.decide'),
  run: (agent, input) => decideRequests(agent, input, now()),
  refresh: () => ['/admin/demandes'],
})
