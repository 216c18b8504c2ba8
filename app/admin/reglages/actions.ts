'use server'

import { requireCurrentPassword } from '@/lib/account/operations/change-account'
import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import {
  endAuthorisation,
  moveAuthorisation,
  saveAuthorisation,
} from '@/lib/dossier/operations/authorisation-types'
import { saveSettings } from '@/lib/dossier/operations/save-settings'
import { setCreditor } from '@/lib/mandate/operations/set-creditor'
import { creditorSchema } from '@/lib/mandate/schema'
import { setPayfip } from '@/lib/payment/operations/set-payfip'
import { payfipSchema } from '@/lib/payment/schema'
import { setPes, setRecovery } from '@/lib/recovery/operations/set-recovery'
import { pesSchema, recoverySchema } from '@/lib/recovery/schema'
import { setCollection } from '@/lib/sepa/operations/set-collection'
import { collectionSchema } from '@/lib/sepa/schema'
import { removeObligation, saveObligation } from '@/lib/dossier/operations/vaccine-schedule'
import {
  authorisationEndSchema,
  authorisationMoveSchema,
  authorisationSchema,
  obligationRemovalSchema,
  obligationSchema,
  sectionSettingsSchema,
} from '@/lib/dossier/settings-schema'

const actor = () => requireAgent('authority.configure')
const refresh = () => ['/admin/reglages', '/famille']

/** « Enregistrer » the settings of a section of the dossier. */
export const saveSection = createAction({
  schema: sectionSettingsSchema,
  actor,
  run: (agent, input) => saveSettings(agent, input, now()),
  refresh,
})

/** « Ajouter » or « Enregistrer » an authorisation. */
export const saveAuthorisationType = createAction({
  schema: authorisationSchema,
  actor,
  run: (agent, input) => saveAuthorisation(agent, input, now()),
  refresh,
})

/** « Monter », « Descendre ». */
export const move = createAction({
  schema: authorisationMoveSchema,
  actor,
  run: (agent, input) => moveAuthorisation(agent, input, now()),
  refresh,
})

/** « Ne plus demander », « Demander à nouveau ». */
export const end = createAction({
  schema: authorisationEndSchema,
  actor,
  run: (agent, input) => endAuthorisation(agent, input, now()),
  refresh,
})

/** « Ajouter » or « Enregistrer » an obligation of the vaccine schedule. */
export const saveVaccine = createAction({
  schema: obligationSchema,
  actor,
  run: (agent, input) => saveObligation(agent, input, now()),
  refresh,
})

/** « Supprimer » an obligation. */
export const removeVaccine = createAction({
  schema: obligationRemovalSchema,
  actor,
  run: (agent, input) => removeObligation(agent, input, now()),
  refresh,
})

/** « Enregistrer » the creditor of SEPA mandates. */
export const saveCreditor = createAction({
  schema: creditorSchema,
  actor,
  run: (agent, input) => setCreditor(agent, input, now()),
  refresh,
})

/** « Enregistrer » how debits are collected. */
export const saveCollection = createAction({
  schema: collectionSchema,
  actor,
  run: async (agent, { currentPassword, ...input }) => {
    await requireCurrentPassword(agent, currentPassword, now())
    return setCollection(agent, input, now())
  },
  refresh,
})

/** « Enregistrer » the régie that families pay online. */
export const savePayfip = createAction({
  schema: payfipSchema,
  actor,
  run: (agent, input) => setPayfip(agent, input, now()),
  refresh,
})

/** « Enregistrer » the reminders, the blocking and the service of the Trésor public. */
export const saveRecovery = createAction({
  schema: recoverySchema,
  actor,
  run: (agent, input) => setRecovery(agent, input, now()),
  refresh,
})

/** « Enregistrer » what a PES v2 file names. */
export const savePes = createAction({
  schema: pesSchema,
  actor,
  run: (agent, input) => setPes(agent, input, now()),
  refresh,
})
