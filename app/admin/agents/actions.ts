'use server'

import { changeAgentRole, disableAgent, enableAgent, inviteAgent } from '@/lib/agent/operations/change-agent'
import { createAgent } from '@/lib/agent/operations/create-agent'
import { agentRoleSchema, agentSchema, newAgentSchema } from '@/lib/agent/schema'
import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'

const actor = () => requireAgent('agent.manage')
const refresh = () => ['/admin/agents']

/** « Créer le compte ». */
export const create = createAction({
  schema: newAgentSchema,
  actor,
  run: (administrator, input) => createAgent(administrator, input, now()),
  refresh,
})

/** « Enregistrer » of a role. */
export const changeRole = createAction({
  schema: agentRoleSchema,
  actor,
  run: (administrator, input) => changeAgentRole(administrator, input, now()),
  refresh,
})

/** « Fermer ce compte ». */
export const disable = createAction({
  schema: agentSchema,
  actor,
  run: (administrator, input) => disableAgent(administrator, input, now()),
  refresh,
})

/** « Rouvrir ce compte ». */
export const enable = createAction({
  schema: agentSchema,
  actor,
  run: (administrator, input) => enableAgent(administrator, input, now()),
  refresh,
})

/** « Renvoyer le lien ». */
export const invite = createAction({
  schema: agentSchema,
  actor,
  run: (administrator, input) => inviteAgent(administrator, input, now()),
  refresh,
})
