import { z } from 'zod'

export const formatSchema = z.enum(['json', 'pdf'])

/** What the form of a copy holds. */
export const exportSchema = z.object({
  familyId: z.uuid(),
  format: formatSchema,
  currentPassword: z.string().max(1_000),
})
