'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { saveSettings } from '@/lib/dossier/operations/save-settings'
import { sectionSettingsSchema } from '@/lib/dossier/settings-schema'

const actor = () => requireAgent('authority.configure')

/** « Enregistrer » the settings of a section of the dossier. */
export const saveSection = createAction({
  schema: sectionSettingsSchema,
  actor,
  run: (agent, input) => saveSettings(agent, input, now()),
  refresh: () => ['/admin/reglages', '/famille'],
})
