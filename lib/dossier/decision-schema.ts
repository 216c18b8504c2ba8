import { z } from 'zod'
import { isIdentifier } from '@/lib/core/identifier'
import { CHANGE_MESSAGES } from './messages'
import type { Decision } from './rules'
import { parseTarget, parseValues, type Target } from './schema'

/** What narrows the agents' queue: a text in the family's name, a section of the dossier, a page from 1. */
export type QueueFilter = { family?: string; section?: string; page?: number }

const text = z
  .string()
  .transform((typed) => typed.replace(/\p{Cc}/gu, ' ').trim())
  .pipe(z.string().min(1))
  .optional()
  .catch(undefined)

/** The filter that an address or a form of the queue holds; what can't be read narrows nothing. */
export const queueFilterSchema = z
  .object({ famille: text, rubrique: text, page: z.coerce.number().int().min(1).optional().catch(undefined) })
  .transform(({ famille, rubrique, page }): QueueFilter => ({ family: famille, section: rubrique, page }))

/** Where in the queue a form was: its filter, the person decided on, and the one after. */
export type QueuePlace = { filter: QueueFilter; here: Target | null; next: Target | null }

const placeOf = (form: Record<string, unknown>): QueuePlace => ({
  filter: queueFilterSchema.parse(form),
  here: parseTarget(form.ici),
  next: parseTarget(form.suivante),
})

const REASON_MAX = 500

/**
 * The agents' form: for each change `verdict.ID` (ACCEPT or REFUSE, or nothing), `version.ID`, in a conflict
 * `acknowledged.ID` (the value in force as JSON); for all that is refused one reason, typed or picked.
 */
export const decisionsSchema = z.record(z.string(), z.unknown()).transform((form, context) => {
  const [typed, picked] = [form.reason, form.canned].map((value) =>
    typeof value === 'string' ? value.trim() : '',
  )
  const reason = typed || picked || ''
  const names = Object.keys(form).filter((name) => name.startsWith('verdict.'))
  const decisions = names.flatMap((name): Decision[] => {
    const [changeId, verdict] = [name.slice('verdict.'.length), form[name]]
    if (!isIdentifier(changeId) || (verdict !== 'ACCEPT' && verdict !== 'REFUSE')) return []
    const version = Number(form[`version.${changeId}`])
    if (verdict === 'REFUSE') return [{ changeId, verdict, version, reason }]
    return [
      {
        changeId,
        verdict,
        version,
        acknowledged: parseValues(form[`acknowledged.${changeId}`]) ?? undefined,
      },
    ]
  })
  const problem = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message })
  if (decisions.length === 0) problem('verdict', CHANGE_MESSAGES.nothingDecided)
  const refuses = decisions.some(({ verdict }) => verdict === 'REFUSE')
  if (refuses && reason === '') problem('reason', CHANGE_MESSAGES.reasonMissing)
  if (refuses && reason.length > REASON_MAX) problem('reason', CHANGE_MESSAGES.reasonTooLong)
  return { decisions, place: placeOf(form) }
})

/** The batch: the ticked boxes, each « changeId@version » separated by spaces (a box is all that a person asked). */
export const acceptanceSchema = z.record(z.string(), z.unknown()).transform((form, context) => {
  const boxes = Array.isArray(form.changes) ? form.changes.filter((box) => typeof box === 'string') : []
  if (boxes.length === 0)
    context.addIssue({ code: 'custom', path: ['changes'], message: CHANGE_MESSAGES.nothingTicked })
  const decisions = boxes
    .flatMap((box) => box.split(' '))
    .map((change) => change.split('@'))
    .filter(([changeId]) => isIdentifier(changeId ?? ''))
    .map(([changeId, version]): Decision => ({
      changeId: changeId!,
      verdict: 'ACCEPT',
      version: Number(version),
    }))
  return { decisions, place: placeOf(form) }
})
