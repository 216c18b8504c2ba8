'use server'

import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { sentAddress, withdrawnAddress } from '@/lib/dossier/addresses'
import { requireCurrentPassword } from '@/lib/account/operations/change-account'
import { askChanges, askRemoval } from '@/lib/dossier/operations/ask-changes'
import { confirmDossier } from '@/lib/dossier/operations/confirm-dossier'
import { withdrawChange } from '@/lib/dossier/operations/withdraw-change'
import { anySectionSchema, confirmationSchema, removalSchema, withdrawalSchema } from '@/lib/dossier/schema'
import { getDossier } from '@/lib/dossier/settings'

/** « Envoyer à la mairie ». */
export const saveSection = createAction({
  schema: anySectionSchema(() => dayInParis(now()), getDossier),
  actor: requireSubscribedParent,
  run: async (parent, input) => {
    if (!input) throw new NotFound()
    if (input.currentPassword !== undefined)
      await requireCurrentPassword(parent, input.currentPassword, now())
    return askChanges(parent, input, now())
  },
  refresh: () => ['/famille'],
  redirectTo: (outcome, input) => sentAddress(input!, outcome),
})

/** « Demander le retrait » of an item of a list. */
export const remove = createAction({
  schema: removalSchema,
  actor: requireSubscribedParent,
  run: (parent, { target, section }) => {
    if (!target) throw new NotFound()
    return askRemoval(parent, { target, section }, now())
  },
  refresh: () => ['/famille'],
  redirectTo: (outcome, { target, section }) =>
    sentAddress({ person: null, target: target!, section }, outcome),
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
