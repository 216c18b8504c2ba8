'use server'

import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { requestAbsence, requestBooking, requestSickness } from '@/lib/planning/operations/request-day'
import { cancelBooking, confirmOffer, declineOffer, withdrawEntry } from '@/lib/planning/operations/withdraw'
import { entryActionSchema } from '@/lib/planning/schema'

const OPERATIONS = {
  BOOK: requestBooking,
  DECLARE_ABSENCE: requestAbsence,
  DECLARE_SICK: requestSickness,
  WITHDRAW: withdrawEntry,
  CANCEL: cancelBooking,
  CONFIRM: confirmOffer,
  DECLINE: declineOffer,
} as const

/** A click on an entry of the planning: reservation, absence, or one step back. */
export const changeEntry = createAction({
  schema: entryActionSchema,
  actor: requireSubscribedParent,
  run: (parent, { action, ...cell }) => OPERATIONS[action](parent, cell, now()),
  refresh: () => ['/famille/planning', '/famille/planning/entree', '/famille/demandes'],
})
