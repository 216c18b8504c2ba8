'use client'

import { SelectField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { ENCODING_NAMES, FILE_NAMES, SEPARATOR_NAMES } from '@/lib/exchange/messages'
import type { FileKind } from '@/lib/exchange/rules/columns'
import { reread } from './actions'

type RereadFormProps = { runId: string; kind: FileKind; encoding: string; separator: string }

/** Corrects the encoding and the separator that were recognised. */
export function RereadForm({ runId, kind, encoding, separator }: RereadFormProps) {
  const { state, form } = useActionForm(reread)
  return (
    <form {...form} className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="runId" value={runId} />
      <input type="hidden" name="kind" value={kind} />
      <SelectField
        name="encoding"
        id={`relire-${kind}-encodage`}
        label={`Encodage (${FILE_NAMES[kind].toLowerCase()})`}
        defaultValue={encoding}
        className="min-w-56 flex-1"
      >
        {Object.entries(ENCODING_NAMES).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="separator"
        id={`relire-${kind}-separateur`}
        label="Séparateur"
        defaultValue={separator}
        className="min-w-48 flex-1"
      >
        {Object.entries(SEPARATOR_NAMES).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </SelectField>
      <SubmitButton variant="secondary">Relire ce fichier</SubmitButton>
      {state.status === 'refused' && (
        <Alert tone="danger" live className="w-full">
          {state.message}
        </Alert>
      )}
    </form>
  )
}
