'use server'

import { requireCurrentPassword } from '@/lib/account/operations/change-account'
import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { revokeMandate } from '@/lib/mandate/operations/revoke-mandate'
import { signMandate } from '@/lib/mandate/operations/sign-mandate'
import { revocationSchema, signatureSchema } from '@/lib/mandate/schema'

/** « Signer le mandat ». */
export const sign = createAction({
  schema: signatureSchema,
  actor: requireSubscribedParent,
  run: async (parent, { currentPassword, ...input }) => {
    await requireCurrentPassword(parent, currentPassword, now())
    return signMandate(parent, input, now())
  },
  refresh: () => ['/famille'],
})

/** « Révoquer ce mandat ». */
export const revoke = createAction({
  schema: revocationSchema,
  actor: requireSubscribedParent,
  run: (parent, input) => revokeMandate(parent, input, now()),
  refresh: () => ['/famille'],
})
