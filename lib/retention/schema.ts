import { z } from 'zod'

/** What the form that erases a family holds: its name, typed. */
export const eraseSchema = z.object({
  familyId: z.uuid(),
  name: z.string().trim().min(1, 'Écrivez le nom de la famille.').max(200, 'Ce nom est trop long.'),
})
