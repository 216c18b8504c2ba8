'use server'

import { linkSchema } from '@/lib/account/schema'
import { createAction } from '@/lib/core/action'
import { now } from '@/lib/core/clock'
import { limitLinks } from '@/lib/core/mail-link'
import { bookLinkedDays } from '@/lib/planning/operations/follow-link'

/** « Réserver ces journées », without logging in. */
export const bookAction = createAction({
  schema: linkSchema,
  actor: async () => null,
  run: async (_, { token }) => {
    const at = now()
    await limitLinks(at)
    await bookLinkedDays(token, at)
  },
  redirectTo: (_, { token }) => `/rappels/${encodeURIComponent(token)}?fait=1`,
})
