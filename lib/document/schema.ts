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

const fraction = z.coerce.number().min(0).max(1)

/** What comes with a child's photo: the square to keep, in parts of the picture; its middle without. */
export const photoSchema = z.object({
  enfant: identifier,
  cadre: z
    .string()
    .transform((text) => {
      const [x, y, width, height] = text.split(' ').map((part) => fraction.safeParse(part).data)
      return x === undefined || y === undefined || !width || !height ? null : { x, y, width, height }
    })
    .nullable()
    .catch(null),
})

/** « Retirer la photo ». */
export const photoRemovalSchema = z.object({ photoId: identifier })
