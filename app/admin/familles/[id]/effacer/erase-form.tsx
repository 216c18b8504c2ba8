'use client'

import { useActionState } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, IDLE, typedText } from '@/lib/core/action-state'
import { erase } from './actions'

/** Erases a family once its name is typed. */
export function EraseForm({ familyId, familyName }: { familyId: string; familyName: string }) {
  const [state, send, pending] = useActionState(erase, IDLE)
  const error = fieldError(state, 'name')
  return (
    <form action={send} noValidate className="flex flex-col gap-5">
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
