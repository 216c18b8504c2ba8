'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, typedText } from '@/lib/core/action-state'
import { erase } from './actions'

/** Erases a family once its name is typed. */
export function EraseForm({ familyId, familyName }: { familyId: string; familyName: string }) {
  const { state, pending, form } = useActionForm(erase)
  const error = fieldError(state, 'name')
  return (
    <form {...form} className="flex flex-col gap-5">
      <ErrorSummary
        errors={{ name: error }}
        message={state.status === 'refused' && !error ? state.message : undefined}
      />
      <input type="hidden" name="familyId" value={familyId} />
      <TextField
        name="name"
        label={`Pour confirmer, écrivez « ${familyName} »`}
        defaultValue={typedText(state, 'name', '')}
        error={error}
        autoComplete="off"
        required
      />
      <div>
        <SubmitButton variant="danger" pending={pending} pendingLabel="Effacement en cours…">
          Effacer la famille {familyName}
        </SubmitButton>
      </div>
    </form>
  )
}
