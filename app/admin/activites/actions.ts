'use server'

import { enrollChild } from '@/lib/activity/operations/enroll-child'
import { closeDays, reopenDays } from '@/lib/activity/operations/close-days'
import { saveActivity } from '@/lib/activity/operations/save-activity'
import { removeGroup, saveGroup } from '@/lib/activity/operations/save-group'
import { setDayCapacity } from '@/lib/activity/operations/set-day-capacity'
import { activitySchema } from '@/lib/activity/activity-schema'
import { dayCapacitySchema, groupRemovalSchema, groupSchema } from '@/lib/activity/group-schema'
import {
  closureIdSchema,
  closureSchema,
  enrollmentEndSchema,
  enrollmentFrequencySchema,
  enrollmentGroupSchema,
  enrollmentSchema,
} from '@/lib/activity/schema'
import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { changeFrequency } from '@/lib/planning/operations/change-frequency'
import { changeGroup } from '@/lib/planning/operations/change-group'
import { endEnrollment } from '@/lib/planning/operations/end-enrollment'

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

/** « Inscrire » a child in an activity. */
export const enroll = createAction({
  schema: enrollmentSchema,
  actor,
  run: (agent, input) => enrollChild(agent, input, now()),
  refresh,
})

/** The same, back to the list of the activity's children. */
export const enrollInList = createAction({
  schema: enrollmentSchema,
  actor,
  run: (agent, input) => enrollChild(agent, input, now()),
  refresh,
  redirectTo: (_, { activityId }) => `/admin/activites/${activityId}/inscrits?fait=inscription`,
})

/** « Enregistrer le groupe » of an enrollment. */
export const groupOfEnrollment = createAction({
  schema: enrollmentGroupSchema,
  actor,
  run: (agent, input) => changeGroup(agent, input, now()),
  refresh,
})

/** « Enregistrer le rythme » of an enrollment. */
export const frequencyOfEnrollment = createAction({
  schema: enrollmentFrequencySchema,
  actor,
  run: (agent, input) => changeFrequency(agent, input, now()),
  refresh,
  redirectTo: ({ activityId }) => `/admin/activites/${activityId}/inscrits?fait=rythme`,
})

/** « Mettre fin à l’inscription ». */
export const endOfEnrollment = createAction({
  schema: enrollmentEndSchema,
  actor,
  run: (agent, input) => endEnrollment(agent, input, now()),
  refresh,
  redirectTo: ({ activityId, released }) =>
    `/admin/activites/${activityId}/inscrits?fait=fin&annulees=${released}`,
})
