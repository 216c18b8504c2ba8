'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { eraseFamily } from '@/lib/retention/operations/erase-family'
import { eraseSchema } from '@/lib/retention/schema'

/** « Effacer la famille ». */
export const erase = createAction({
  schema: eraseSchema,
  actor: () => requireAgent('family.erase'),
  run: (agent, input) => eraseFamily(agent, input, now()),
  refresh: () => ['/admin'],
  redirectTo: () => '/admin/conservation?effacee=1',
})
