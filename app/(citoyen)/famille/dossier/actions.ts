'use server'

import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { sentAddress, withdrawnAddress } from '@/lib/dossier/addresses'
import { askChanges } from '@/lib/dossier/operations/ask-changes'
import { withdrawChange } from '@/lib/dossier/operations/withdraw-change'
import { anySectionSchema, withdrawalSchema } from '@/lib/dossier/schema'

/** « Envoyer à la mairie ». */
export const saveSection = createAction({
  schema: anySectionSchema(() => dayInParis(now())),
  actor: requireSubscribedParent,
  run: async (parent, input) => {
    if (!input) throw new NotFound()
    return askChanges(parent, input, now())
  },
  refresh: () => ['/famille'],
  redirectTo: (outcome, input) => sentAddress(input!, outcome),
})

/** « Retirer ». */
export const withdraw = createAction({
  schema: withdrawalSchema,
  actor: requireSubscribedParent,
  run: (parent, input) => withdrawChange(parent, input, now()),
  refresh: () => ['/famille'],
  redirectTo: (_, input) => withdrawnAddress(input),
})
