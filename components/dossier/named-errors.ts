import type { Field } from '@/lib/dossier/fields'
import { inSentence } from '@/lib/dossier/messages'

type Errors = Record<string, string | undefined>

/** The errors of a form for the summary above it, each after the name of its field: « Lien : choisissez une réponse. » */
export function namedErrors(fields: readonly Pick<Field, 'name' | 'label'>[], errors: Errors): Errors {
  const labels = new Map(fields.map(({ name, label }) => [name, label]))
  return Object.fromEntries(
    Object.entries(errors).map(([name, error]) => {
      const label = labels.get(name)
      return [name, error && label ? `${label}\u00a0: ${inSentence(error)}` : error]
    }),
  )
}
