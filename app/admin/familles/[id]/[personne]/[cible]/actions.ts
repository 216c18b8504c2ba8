'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { editPerson } from '@/lib/dossier/operations/edit-person'
import { getDossier } from '@/lib/dossier/settings'
import { addChild, addGuardian } from '@/lib/family/operations/add-person'
import { addCustodyRule, removeCustodyRule } from '@/lib/family/operations/change-custody'
import { setLinks } from '@/lib/family/operations/set-links'
import { custodyRemovalSchema, custodySchema, linksSchema, personFormSchema } from '@/lib/family/schema'

const actor = () => requireAgent('family.edit')

/** « Enregistrer » a guardian or child, new or known. */
export const savePerson = createAction({
  schema: personFormSchema(() => dayInParis(now()), getDossier),
  actor,
  run: async (agent, input) => {
    if (!input) throw new NotFound()
    const { kind, targetId, ...person } = input
    if (targetId !== null) await editPerson(agent, { ...person, target: { kind, id: targetId } }, now())
    else if (kind === 'guardian') await addGuardian(agent, person, now())
    else await addChild(agent, person, now())
  },
  refresh: () => ['/admin'],
  redirectTo: (_, input) => `/admin/familles/${input!.familyId}`,
})

/** « Enregistrer les liens » of a child. */
export const saveLinks = createAction({
  schema: linksSchema,
  actor,
  run: (agent, input) => setLinks(agent, input, now()),
  refresh: () => ['/admin'],
  redirectTo: (_, { familyId }) => `/admin/familles/${familyId}`,
})

/** « Ajouter la règle » of a child's custody calendar. */
export const addCustody = createAction({
  schema: custodySchema,
  actor,
  run: (agent, input) => addCustodyRule(agent, input, now()),
  refresh: () => ['/admin', '/famille'],
})

/** « Retirer » a rule of it. */
export const removeCustody = createAction({
  schema: custodyRemovalSchema,
  actor,
  run: (agent, input) => removeCustodyRule(agent, input, now()),
  refresh: () => ['/admin', '/famille'],
})
