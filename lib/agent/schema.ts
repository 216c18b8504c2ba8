import { z } from 'zod'
import { emailField, nameField } from '@/lib/account/schema'
import { ROLE_LABELS, AGENT_MESSAGES } from './messages'

const role = z.enum(Object.keys(ROLE_LABELS) as (keyof typeof ROLE_LABELS)[], 'Choisissez un rôle.')

const activities = z
  .array(z.coerce.number().int().positive().max(2_147_483_647))
  .max(100)
  .default([])
  .transform((ids) => [...new Set(ids)])

const withActivities = {
  check: (input: { role: string; activities: number[] }) =>
    input.role !== 'ON_SITE' || input.activities.length > 0,
  problem: { path: ['activities'], error: AGENT_MESSAGES.activitiesMissing },
}

/** « Créer un agent ». */
export const newAgentSchema = z
  .object({
    email: emailField('Écrivez l’adresse e-mail.'),
    firstName: nameField('Écrivez le prénom.'),
    lastName: nameField('Écrivez le nom.'),
    role,
    activities,
  })
  .refine(withActivities.check, withActivities.problem)

export type NewAgent = z.output<typeof newAgentSchema>

/** A change of an agent's role and activities. */
export const agentRoleSchema = z
  .object({ accountId: z.uuid(), role, activities })
  .refine(withActivities.check, withActivities.problem)

export type AgentRoleInput = z.output<typeof agentRoleSchema>

/** A button about one agent. */
export const agentSchema = z.object({ accountId: z.uuid() })
