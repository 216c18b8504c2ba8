'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { readHealth } from '@/lib/dossier/operations/read-health'
import { readHousehold } from '@/lib/dossier/operations/read-household'
import { healthSchema, householdSchema } from '@/lib/family/schema'
import { revokeMandate } from '@/lib/mandate/operations/revoke-mandate'
import { revocationSchema } from '@/lib/mandate/schema'
import { liftBlocking } from '@/lib/recovery/operations/lift-blocking'
import { liftSchema } from '@/lib/recovery/schema'

/** « Afficher » the health data of a child: the reading is written in the journal. */
export const showHealth = createAction({
  schema: healthSchema,
  actor: () => requireAgent('health.read'),
  run: (agent, input) => readHealth(agent, input, now()),
})

/** « Afficher » what the guardians of a family hold together: the reading is written in the journal. */
export const showHousehold = createAction({
  schema: householdSchema,
  actor: () => requireAgent('tax.read'),
  run: (agent, input) => readHousehold(agent, input, now()),
})

/** « Révoquer ce mandat », for a guardian who asks. */
export const revokeForFamily = createAction({
  schema: revocationSchema,
  actor: () => requireAgent('mandate.revoke'),
  run: (agent, input) => revokeMandate(agent, input, now()),
  refresh: () => ['/admin'],
})

/** « Lever la suspension » of a family's reservations. */
export const lift = createAction({
  schema: liftSchema,
  actor: () => requireAgent('blocking.lift'),
  run: (agent, input) => liftBlocking(agent, input, now()),
  refresh: (_, { familyId }) => [`/admin/familles/${familyId}`, '/famille'],
})
