'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { givePlace } from '@/lib/planning/operations/serve-waiting'
import { givePlaceSchema } from '@/lib/planning/schema'

/** « Donner la place » to the first of a waiting list kept by hand. */
export const give = createAction({
  schema: givePlaceSchema,
  actor: () => requireAgent('request.decide'),
  run: (agent, day) => givePlace(agent, day, now()),
  refresh: () => ['/admin/attente'],
})
