'use client'

import { CheckboxField } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, refusalOf } from '@/lib/core/action-state'
import { revoke } from './actions'

/** « Révoquer ce mandat », confirmed by a box: it can't be undone, only signed anew. */
export function RevokeForm({ mandateId }: { mandateId: string }) {
  const { state, pending, form } = useActionForm(revoke)
  return (
    <form {...form} className="flex max-w-form flex-col gap-3 pt-2">
      <ErrorSummary {...refusalOf(state)} />
      <input type="hidden" name="mandateId" value={mandateId} />
      <p>
        Plus aucune facture ne sera prélevée : vous les paierez autrement. Un prélèvement déjà annoncé peut
        encore passer ; votre banque peut l’arrêter.
      </p>
      <CheckboxField
        name="confirmed"
        value="1"
        label="Je révoque le mandat de prélèvement de ma famille."
        error={fieldError(state, 'confirmed')}
        required
      />
      <div>
        <SubmitButton variant="danger" pending={pending} pendingLabel="Révocation…">
          Révoquer ce mandat
        </SubmitButton>
      </div>
    </form>
  )
}
