'use server'

import { deleteTariff, saveTariff } from '@/lib/billing/operations/save-tariff'
import { tariffRemovalSchema, tariffSchema } from '@/lib/billing/tariff-schema'
import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'

const actor = () => requireAgent('tariff.manage')
const refresh = () => ['/admin']

/** « Enregistrer le tarif ». */
export const saveTariffForm = createAction({
  schema: tariffSchema,
  actor,
  run: (agent, input) => saveTariff(agent, input, now()),
  refresh,
  redirectTo: (id, { activityId }) => `/admin/activites/${activityId}/tarifs?enregistre=${id}`,
})

/** « Supprimer le tarif ». */
export const removeTariff = createAction({
  schema: tariffRemovalSchema,
  actor,
  run: (agent, input) => deleteTariff(agent, input, now()),
  refresh,
})
