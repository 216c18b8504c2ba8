'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { markAttendance } from '@/lib/planning/operations/mark-attendance'
import { recordHour } from '@/lib/planning/operations/record-hour'
import { attendanceSchema, hourSchema } from '@/lib/planning/schema'

const actor = () => requireAgent('attendance.mark')

/** A tap on the sheet. The page is not drawn anew for it: the sheet shows the answer. */
export const mark = createAction({
  schema: attendanceSchema,
  actor,
  run: (agent, input) => markAttendance(agent, input, now()),
})

/** « Noter l’heure » of a child who is there. */
export const hour = createAction({
  schema: hourSchema,
  actor,
  run: (agent, input) => recordHour(agent, input, now()),
  refresh: (_, { activityId }) => [`/admin/feuilles/${activityId}`],
})

/** « Ajouter, présent »: a child that the sheet does not hold. */
export const addChild = createAction({
  schema: attendanceSchema,
  actor,
  run: (agent, input) => markAttendance(agent, input, now()),
  refresh: (_, { activityId }) => [`/admin/feuilles/${activityId}`],
})
