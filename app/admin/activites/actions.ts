'use server'

import { closeDays, reopenDays } from '@/lib/activity/operations/close-days'
import { saveActivity } from '@/lib/activity/operations/save-activity'
import { activitySchema, closureIdSchema, closureSchema } from '@/lib/activity/schema'
import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'

const actor = () => requireAgent('activity.configure')
const refresh = () => ['/admin/activites']

/** « Enregistrer l’activité ». */
export const save = createAction({
  schema: activitySchema,
  actor,
  run: (agent, input) => saveActivity(agent, input, now()),
  refresh,
  redirectTo: (id) => `/admin/activites?enregistree=${id}`,
})

/** « Ajouter la fermeture ». */
export const close = createAction({
  schema: closureSchema,
  actor,
  run: (agent, input) => closeDays(agent, input, now()),
  refresh,
})

/** « Supprimer la fermeture ». */
export const reopen = createAction({
  schema: closureIdSchema,
  actor,
  run: (agent, { closureId }) => reopenDays(agent, closureId, now()),
  refresh,
})
