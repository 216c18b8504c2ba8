'use server'

import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { removePhoto } from '@/lib/document/operations/photo'
import { photoRemovalSchema } from '@/lib/document/schema'

/** « Retirer cette photo ». */
export const remove = createAction({
  schema: photoRemovalSchema,
  actor: requireSubscribedParent,
  run: (parent, input) => removePhoto(parent, input, now()),
  refresh: () => ['/famille'],
})
