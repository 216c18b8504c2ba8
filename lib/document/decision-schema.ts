import { z } from 'zod'
import { parseDay } from '@/lib/core/day'
import { isIdentifier } from '@/lib/core/identifier'
import { DECISION_MESSAGES } from './messages'

const REASON_MAX = 500

const text = z.string().trim().optional().default('')

const decision = z.object({
  id: z.string().refine(isIdentifier),
  verdict: z.enum(['ACCEPT', 'REFUSE']),
  reason: text,
  canned: text,
  expiresOn: text,
})

/**
 * The agents' form on a document or a photo: a verdict; for a refusal a reason, typed or picked; for the acceptance
 * of a document its last valid day, empty for ever.
 */
export const documentDecisionSchema = decision.transform((form, context) => {
  const { id, verdict, reason: typed, canned, expiresOn } = form
  const problem = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message })
  if (verdict === 'REFUSE') {
    const reason = typed || canned
    if (reason === '') problem('reason', DECISION_MESSAGES.reasonMissing)
    if (reason.length > REASON_MAX) problem('reason', DECISION_MESSAGES.reasonTooLong)
    return { id, verdict, reason }
  }
  const day = parseDay(expiresOn)
  if (expiresOn !== '' && day === null) problem('expiresOn', DECISION_MESSAGES.expiryNotDay)
  return { id, verdict, expiresOn: day }
})
