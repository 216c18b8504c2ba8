import { z } from 'zod'
import { ROLE_LABELS, AGENT_MESSAGES } from './messages'

const name = (missing: string) =>
  z
    .string(missing)
    .trim()
    .min(1, missing)
    .max(80, 'Écrivez 80 caractères au plus.')
    .regex(/^[^\p{Cc}<>]*$/u, 'Ce champ contient un caractère qui n’est pas accepté.')
    .transform((text) => text.normalize('NFC'))

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
    email: z
      .string('Écrivez l’adresse e-mail.')
      .trim()
      .min(1, 'Écrivez l’adresse e-mail.')
      .max(254, 'Cette adresse est trop longue.')
      .transform((text) => text.normalize('NFC').toLowerCase())
      .pipe(z.email('Écrivez une adresse complète, par exemple nom@exemple.fr.')),
    firstName: name('Écrivez le prénom.'),
    lastName: name('Écrivez le nom.'),
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
