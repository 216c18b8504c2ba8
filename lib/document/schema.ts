import { z } from 'zod'
import { isIdentifier } from '@/lib/core/identifier'

const identifier = z.string().refine(isIdentifier)

/** What comes with the files of a document. */
export const depositSchema = z.object({
  type: z.coerce.number().int().positive(),
  personne: identifier,
  famille: identifier,
  mode: z.enum(['REMPLACER', 'AJOUTER']).catch('REMPLACER'),
})

/** « Retirer ». */
export const withdrawalSchema = z.object({ documentId: identifier })
