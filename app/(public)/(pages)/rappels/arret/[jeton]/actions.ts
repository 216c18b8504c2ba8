'use server'

import { stopReminders } from '@/lib/account/operations/reminders'
import { linkSchema } from '@/lib/account/schema'
import { createAction } from '@/lib/core/action'
import { now } from '@/lib/core/clock'
import { limitLinks } from '@/lib/core/mail-link'

/** « Ne plus recevoir de rappels », without logging in. */
export const stopAction = createAction({
  schema: linkSchema,
  actor: async () => null,
  run: async (_, { token }) => {
    const at = now()
    await limitLinks(at)
    await stopReminders(token, at)
  },
  redirectTo: (_, { token }) => `/rappels/arret/${encodeURIComponent(token)}`,
})
