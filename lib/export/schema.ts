import { z } from 'zod'

export const formatSchema = z.enum(['json', 'pdf', 'zip'])

/** To read, for another program, or all with its files. */
export type CopyFormat = z.infer<typeof formatSchema>

/** What the form of a copy holds. */
export const exportSchema = z.object({
  familyId: z.uuid(),
  format: formatSchema,
  currentPassword: z.string().max(1_000),
})
