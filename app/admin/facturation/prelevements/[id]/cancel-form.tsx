'use client'

import { CheckboxField } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { fieldError, refusalOf } from '@/lib/core/action-state'
import { cancel } from '../actions'

type CancelFormProps = {
  batchId: string
  /** What the box says. */
  consent: string
}

/** « Annuler ce lot », confirmed by a box: its families were told of it, and are told again. */
export function CancelForm({ batchId, consent }: CancelFormProps) {
  const { state, pending, form } = useActionForm(cancel, () =>
    showToast({ message: 'Le lot est annulé. Les familles sont prévenues.' }),
  )
  return (
    <form {...form} className="flex max-w-form flex-col gap-3">
      <ErrorSummary {...refusalOf(state)} />
      <input type="hidden" name="batchId" value={batchId} />
      <CheckboxField
        name="confirmed"
        value="1"
        label={consent}
        error={fieldError(state, 'confirmed')}
        required
      />
      <div>
        <SubmitButton variant="danger" pending={pending} pendingLabel="Annulation…">
          Annuler ce lot
        </SubmitButton>
      </div>
    </form>
  )
}
