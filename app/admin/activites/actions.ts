'use server'

import { closeDays, reopenDays } from '@/lib/activity/operations/close-days'
import { saveActivity } from '@/lib/activity/operations/save-activity'
import { removeGroup, saveGroup } from '@/lib/activity/operations/save-group'
import { setDayCapacity } from '@/lib/activity/operations/set-day-capacity'
import { activitySchema } from '@/lib/activity/activity-schema'
import { dayCapacitySchema, groupRemovalSchema, groupSchema } from '@/lib/activity/group-schema'
import { closureIdSchema, closureSchema } from '@/lib/activity/schema'
import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'

const actor = () => requireAgent('activity.configure')
const refresh = () => ['/admin']

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

/** « Ajouter le groupe », « Enregistrer le groupe ». */
export const group = createAction({
  schema: groupSchema,
  actor,
  run: (agent, input) => saveGroup(agent, input, now()),
  refresh,
})

/** « Supprimer le groupe ». */
export const ungroup = createAction({
  schema: groupRemovalSchema,
  actor,
  run: (agent, input) => removeGroup(agent, input, now()),
  refresh,
})

/** « Enregistrer les places » of one day. */
export const dayCapacity = createAction({
  schema: dayCapacitySchema,
  actor,
  run: (agent, input) => setDayCapacity(agent, input, now()),
  refresh,
})
