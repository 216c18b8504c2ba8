'use server'

import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { sentAddress, withdrawnAddress } from '@/lib/dossier/addresses'
import { askChanges } from '@/lib/dossier/operations/ask-changes'
import { confirmDossier } from '@/lib/dossier/operations/confirm-dossier'
import { withdrawChange } from '@/lib/dossier/operations/withdraw-change'
import { anySectionSchema, confirmationSchema, withdrawalSchema } from '@/lib/dossier/schema'

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

/** « Tout est à jour ». */
export const confirm = createAction({
  schema: confirmationSchema,
  actor: requireSubscribedParent,
  run: (parent, input) => confirmDossier(parent, input, now()),
  refresh: () => ['/famille'],
  redirectTo: (_, { familyId }) => `/famille/dossier?famille=${familyId}&confirme=1`,
})
