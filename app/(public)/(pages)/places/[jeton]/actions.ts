'use server'

import { linkSchema } from '@/lib/account/schema'
import { createAction } from '@/lib/core/action'
import { now } from '@/lib/core/clock'
import { limitLinks } from '@/lib/core/mail-link'
import { confirmLinkedOffer } from '@/lib/planning/operations/follow-link'

/** « Confirmer la place », without logging in. */
export const confirmOfferAction = createAction({
  schema: linkSchema,
  actor: async () => null,
  run: async (_, { token }) => {
    const at = now()
    await limitLinks(at)
    await confirmLinkedOffer(token, at)
  },
  redirectTo: (_, { token }) => `/places/${encodeURIComponent(token)}?fait=1`,
})
