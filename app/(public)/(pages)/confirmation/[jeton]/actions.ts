'use server'

import { confirmSignUp } from '@/lib/account/operations/confirm-sign-up'
import { renewExpiredSignUp } from '@/lib/account/operations/sign-up'
import { clearSignUpTrace, readSignUpTrace, requestOrigin } from '@/lib/account/request'
import { linkSchema } from '@/lib/account/schema'
import { createAction } from '@/lib/core/action'
import { now } from '@/lib/core/clock'
import { writeSessionCookie } from '@/lib/core/session-cookie'

/** « Finaliser la création de mon compte »: logged in, when it is the browser that signed up. */
export const confirmAction = createAction({
  schema: linkSchema,
  actor: async () => null,
  run: async (_, { token }) => {
    const trace = await readSignUpTrace()
    const session = await confirmSignUp(token, trace?.secret ?? null, await requestOrigin(), now())
    if (session) {
      await clearSignUpTrace()
      await writeSessionCookie(session.token, session.maxAge)
    }
    return { isLoggedIn: session !== null }
  },
  redirectTo: ({ isLoggedIn }) => (isLoggedIn ? '/' : '/connexion?motif=compte-cree'),
})

/** « Recevoir un nouveau lien ». */
export const renewAction = createAction({
  schema: linkSchema,
  actor: async () => null,
  run: async (_, { token }) => renewExpiredSignUp(token, now()),
})
