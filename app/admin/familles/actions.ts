'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { saveFamily } from '@/lib/family/operations/save-family'
import { familySchema } from '@/lib/family/schema'

/** « Enregistrer la famille », new or known. */
export const save = createAction({
  schema: familySchema,
  actor: () => requireAgent('family.edit'),
  run: (agent, input) => saveFamily(agent, input, now()),
  refresh: () => ['/admin/familles'],
  redirectTo: (id) => `/admin/familles/${id}`,
})
