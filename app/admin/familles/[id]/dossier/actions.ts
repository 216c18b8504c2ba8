'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { forAgents } from '@/lib/dossier/fields'
import { editSection, removeItem } from '@/lib/dossier/operations/edit-person'
import { agentRemovalSchema, anySectionSchema } from '@/lib/dossier/schema'
import { getDossier } from '@/lib/dossier/settings'

const agentsDossier = async () => ({ sections: (await getDossier()).sections.map(forAgents) })

/** « Enregistrer » a section of a family's dossier, or an item of a list. */
export const saveSection = createAction({
  schema: anySectionSchema(() => dayInParis(now()), agentsDossier),
  actor: () => requireAgent('family.edit'),
  run: async (agent, input) => {
    if (input?.person?.kind !== 'family') throw new NotFound()
    return editSection(agent, { ...input, familyId: input.person.id }, now())
  },
  refresh: () => ['/admin'],
  redirectTo: (_, input) => `/admin/familles/${input!.person!.id}`,
})

/** « Retirer » an item of a list. */
export const removeFromList = createAction({
  schema: agentRemovalSchema,
  actor: () => requireAgent('family.edit'),
  run: (agent, { familyId, target, section }) => {
    if (!target) throw new NotFound()
    return removeItem(agent, { familyId, target, section }, now())
  },
  refresh: () => ['/admin'],
  redirectTo: (_, { familyId }) => `/admin/familles/${familyId}`,
})
