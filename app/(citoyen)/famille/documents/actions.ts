'use server'

import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { withdrawDocument } from '@/lib/document/operations/withdraw-document'
import { withdrawalSchema } from '@/lib/document/schema'

/** « Retirer ce document ». */
export const withdraw = createAction({
  schema: withdrawalSchema,
  actor: requireSubscribedParent,
  run: (parent, input) => withdrawDocument(parent, input, now()),
  refresh: () => ['/famille'],
})
