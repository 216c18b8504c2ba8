'use server'

import { askPasswordReset, resetPassword } from '@/lib/account/operations/reset-password'
import { askResetSchema, resetPasswordSchema } from '@/lib/account/schema'
import { createAction } from '@/lib/core/action'
import { now } from '@/lib/core/clock'
import { requestAddress } from '@/lib/core/request-origin'
import { clearSessionCookie } from '@/lib/core/session-cookie'

/** « Recevoir un lien ». The same answer whether the e-mail has an account or not. */
export const askResetAction = createAction({
  schema: askResetSchema,
  actor: async () => null,
  run: async (_, { email }) => askPasswordReset(email, await requestAddress(), now()),
})

/** « Enregistrer ce mot de passe », from the link of the mail. */
export const resetPasswordAction = createAction({
  schema: resetPasswordSchema,
  actor: async () => null,
  run: async (_, input) => {
    await resetPassword(input, now())
    await clearSessionCookie()
  },
  redirectTo: () => '/connexion?motif=mot-de-passe',
})
