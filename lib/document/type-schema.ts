import { z } from 'zod'
import { DocumentOwner, DocumentProof, DocumentValidity } from '@/lib/generated/prisma/enums.ts'
import { TYPE_MESSAGES } from './messages'

const ticked = z.literal('1').optional().transform(Boolean)

/** What a collectivité writes of a type of document; `id` of an existing one. */
export const typeSchema = z
  .object({
    id: z.coerce.number().int().positive().nullable().catch(null),
    name: z.string().trim().min(1, TYPE_MESSAGES.nameMissing).max(80, TYPE_MESSAGES.nameTooLong),
    help: z.string().trim().max(400, TYPE_MESSAGES.helpTooLong),
    owner: z.enum(DocumentOwner),
    validity: z.enum(DocumentValidity),
    validityDays: z.string().trim().optional().default(''),
    required: ticked,
    restricted: ticked,
    private: ticked,
    brief: ticked,
    proves: z.enum(DocumentProof).nullable().catch(null),
  })
  .transform((type, context) => {
    const days = Number(type.validityDays)
    const isCounted = type.validity === 'DAYS'
    if (isCounted && !(Number.isInteger(days) && days >= 1 && days <= 3650))
      context.addIssue({ code: 'custom', path: ['validityDays'], message: TYPE_MESSAGES.daysWrong })
    // The papers of a family or a guardian never leave the family.
    const isPrivate = type.owner !== 'CHILD' || type.private
    return { ...type, private: isPrivate, validityDays: isCounted ? days : null }
  })

/** « Ne plus demander », « Demander de nouveau ». */
export const retireSchema = z.object({
  id: z.coerce.number().int().positive(),
  retired: z.enum(['0', '1']).transform((value) => value === '1'),
})
