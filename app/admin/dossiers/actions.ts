'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { decidedAddress } from '@/lib/dossier/addresses'
import { acceptanceSchema, decisionsSchema } from '@/lib/dossier/decision-schema'
import { acceptUnread, decideChanges } from '@/lib/dossier/operations/decide-changes'

const actor = () => requireAgent('dossier.decide')
const refresh = () => ['/admin']

/** « Enregistrer et suivante ». */
export const decide = createAction({
  schema: decisionsSchema,
  actor,
  run: (agent, { decisions }) => decideChanges(agent, decisions, now()),
  refresh,
  redirectTo: (report, { place }) => decidedAddress(place, report),
})

/** « Accepter les 2 ». */
export const acceptAll = createAction({
  schema: acceptanceSchema,
  actor,
  run: (agent, { decisions }) => acceptUnread(agent, decisions, now()),
  refresh,
  redirectTo: (report, { place }) => decidedAddress(place, report),
})
