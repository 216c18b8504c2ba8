'use server'

import { resendSignUp, signUp } from '@/lib/account/operations/sign-up'
import { readSignUpTrace, writeSignUpTrace } from '@/lib/account/request'
import { nothingSchema, signUpSchema } from '@/lib/account/schema'
import { createAction } from '@/lib/core/action'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { requestAddress } from '@/lib/core/request-origin'

/** « S’inscrire ». */
export const signUpAction = createAction({
  schema: signUpSchema,
  actor: async () => null,
  run: async (_, input) => writeSignUpTrace(await signUp(input, await requestAddress(), now())),
  redirectTo: () => '/inscription/messagerie',
})

/** « Renvoyer l’e-mail ». */
export const resendAction = createAction({
  schema: nothingSchema,
  actor: async () => null,
  run: async () => {
    const trace = await readSignUpTrace()
    if (!trace) throw new NotFound()
    await writeSignUpTrace(await resendSignUp(trace, now()))
  },
})
