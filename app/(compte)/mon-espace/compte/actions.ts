'use server'

import { changeNames, changePassword, deleteAccount } from '@/lib/account/operations/change-account'
import { askEmailChange, cancelEmailChange } from '@/lib/account/operations/change-email'
import { endOtherSessions, endSession } from '@/lib/account/operations/end-session'
import { setReminders } from '@/lib/account/operations/reminders'
import {
  changeEmailSchema,
  changeNamesSchema,
  changePasswordSchema,
  deleteAccountSchema,
  endSessionSchema,
  nothingSchema,
  notificationsSchema,
} from '@/lib/account/schema'
import { createAction } from '@/lib/core/action'
import { requireAnyone, requireParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { clearSessionCookie } from '@/lib/core/session-cookie'

const refresh = () => ['/mon-espace/compte']

/** « Enregistrer » the names. */
export const changeNamesAction = createAction({
  schema: changeNamesSchema,
  actor: requireAnyone,
  run: (actor, input) => changeNames(actor, input, now()),
  refresh,
})

/** « Changer de mot de passe ». */
export const changePasswordAction = createAction({
  schema: changePasswordSchema,
  actor: requireAnyone,
  run: (actor, input) => changePassword(actor, input, now()),
  refresh,
})

/** « Changer d’adresse e-mail »: sends a link to each address. */
export const changeEmailAction = createAction({
  schema: changeEmailSchema,
  actor: requireAnyone,
  run: (actor, input) => askEmailChange(actor, input, now()),
  refresh,
})

/** Gives up the change of e-mail that waits. */
export const cancelEmailChangeAction = createAction({
  schema: nothingSchema,
  actor: requireAnyone,
  run: (actor) => cancelEmailChange(actor, now()),
  refresh,
})

/** « Déconnecter » one session. */
export const endSessionAction = createAction({
  schema: endSessionSchema,
  actor: requireAnyone,
  run: (actor, { sessionId }) => endSession(actor, sessionId, now()),
  refresh,
})

/** « Déconnecter tous les autres appareils ». */
export const endOtherSessionsAction = createAction({
  schema: nothingSchema,
  actor: requireAnyone,
  run: (actor) => endOtherSessions(actor, now()),
  refresh,
})

/** « Mes notifications ». */
export const setRemindersAction = createAction({
  schema: notificationsSchema,
  actor: requireParent,
  run: (parent, { reminders }) => setReminders(parent, reminders === 'on', now()),
  refresh,
})

/** « Supprimer mon compte ». */
export const deleteAccountAction = createAction({
  schema: deleteAccountSchema,
  actor: requireParent,
  run: async (parent, input) => {
    await deleteAccount(parent, input, now())
    await clearSessionCookie()
  },
  redirectTo: () => '/connexion?motif=compte-supprime',
})
