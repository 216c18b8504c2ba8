'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { readHealth } from '@/lib/family/operations/read-health'
import { healthSchema } from '@/lib/family/schema'

/** « Afficher » the health data of a child: the reading is written in the journal. */
export const showHealth = createAction({
  schema: healthSchema,
  actor: () => requireAgent('health.read'),
  run: (agent, input) => readHealth(agent, input, now()),
})
