'use server'

import { confirmEmailChange } from '@/lib/account/operations/change-email'
import { linkSchema } from '@/lib/account/schema'
import { createAction } from '@/lib/core/action'
import { now } from '@/lib/core/clock'

/** Confirms one of the two addresses of a change of e-mail. */
export const confirmEmailAction = createAction({
  schema: linkSchema,
  actor: async () => null,
  run: async (_, { token }) => ({ outcome: await confirmEmailChange(token, now()) }),
  redirectTo: ({ outcome }) => `/confirmation/adresse?etat=${outcome === 'changed' ? 'fait' : 'attente'}`,
})
