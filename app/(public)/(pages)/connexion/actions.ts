'use server'

import { logIn } from '@/lib/account/operations/log-in'
import { requestOrigin } from '@/lib/account/request'
import { safeNextPath } from '@/lib/account/rules'
import { logInSchema } from '@/lib/account/schema'
import { createAction } from '@/lib/core/action'
import { now } from '@/lib/core/clock'
import { writeSessionCookie } from '@/lib/core/session-cookie'

/** « Se connecter », then on to where the person was going. */
export const logInAction = createAction({
  schema: logInSchema,
  actor: async () => null,
  run: async (_, { email, password, remember }) => {
    const credentials = { email, password, remember: remember === 'on' }
    const session = await logIn(credentials, await requestOrigin(), now())
    await writeSessionCookie(session.token, session.maxAge)
    return { home: session.isAgent ? '/admin' : '/' }
  },
  redirectTo: ({ home }, { suite }) => safeNextPath(suite) ?? home,
})
