import { z } from 'zod'
import { parseDay, type Day } from '@/lib/core/day'
import { readTariff } from './tariff-fields'

const idField = z.coerce.number().int().positive().max(2_147_483_647)

/** The first of a month. */
const monthField = z.string('Choisissez un mois.').transform((text, context): Day => {
  const day = parseDay(text)
  if (day?.endsWith('-01')) return day
  context.addIssue({ code: 'custom', message: 'Choisissez le mois à partir duquel ces prix valent.' })
  return z.NEVER
})

/** A tariff of an activity as its form sends it; without `id`, a new one. The names of errors are those of the fields. */
export const tariffSchema = z
  .object({ id: idField.optional(), activityId: idField, validFrom: monthField })
  .catchall(z.string())
  .transform(({ id, activityId, validFrom, ...text }, context) => {
    const read = readTariff(text as Record<string, string>)
    if ('value' in read) return { id, activityId, validFrom, rules: read.value }
    for (const [name, message] of Object.entries(read.errors))
      context.addIssue({ code: 'custom', path: [name], message })
    return z.NEVER
  })

export type TariffInput = z.output<typeof tariffSchema>

export const tariffRemovalSchema = z.object({ activityId: idField, id: idField })
