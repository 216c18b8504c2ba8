'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { revokeCode } from '@/lib/subscription/operations/revoke-code'
import { revokeCodeSchema } from '@/lib/subscription/schema'

/** « Annuler le code », from a family's page. */
export const revokeCodeAction = createAction({
  schema: revokeCodeSchema,
  actor: () => requireAgent('code.manage'),
  run: (agent, input) => revokeCode(agent, input, now()),
  refresh: ({ familyId }) => [`/admin/familles/${familyId}`, '/admin/codes'],
})
