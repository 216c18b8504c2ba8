'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { documentDecisionSchema } from '@/lib/document/decision-schema'
import { decideDocument as decideDocumentOf } from '@/lib/document/operations/decide-document'
import { decidePhoto as decidePhotoOf } from '@/lib/document/operations/decide-photo'

const actor = () => requireAgent('document.decide')
const refresh = () => ['/admin']

type Decision = { verdict: 'ACCEPT' | 'REFUSE' }

const next = (_: unknown, { verdict }: Decision) =>
  `/admin/documents?fait=${verdict === 'ACCEPT' ? 'accepte' : 'refuse'}`

/** « Accepter le document », « Refuser le document ». */
export const decideDocument = createAction({
  schema: documentDecisionSchema,
  actor,
  run: (agent, { id, ...decision }) => decideDocumentOf(agent, { documentId: id, ...decision }, now()),
  refresh,
  redirectTo: next,
})

/** « Accepter la photo », « Refuser la photo ». */
export const decidePhoto = createAction({
  schema: documentDecisionSchema,
  actor: () => requireAgent('photo.decide'),
  run: (agent, { id, ...decision }) => decidePhotoOf(agent, { photoId: id, ...decision }, now()),
  refresh,
  redirectTo: next,
})
