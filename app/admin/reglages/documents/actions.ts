'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { retireType, saveType } from '@/lib/document/operations/save-type'
import { retireSchema, typeSchema } from '@/lib/document/type-schema'

const actor = () => requireAgent('authority.configure')
const refresh = () => ['/admin', '/famille']

/** « Enregistrer ce document ». */
export const save = createAction({
  schema: typeSchema,
  actor,
  run: (agent, input) => saveType(agent, input, now()),
  refresh,
  redirectTo: () => '/admin/reglages/documents?fait=1',
})

/** « Ne plus demander », « Demander de nouveau ». */
export const retire = createAction({
  schema: retireSchema,
  actor,
  run: (agent, input) => retireType(agent, input, now()),
  refresh,
})
