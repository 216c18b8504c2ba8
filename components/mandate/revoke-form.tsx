'use client'

import { CheckboxField } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, refusalOf, type ActionState } from '@/lib/core/action-state'

type RevokeFormProps = {
  revoke: (state: ActionState<void>, form: FormData) => Promise<ActionState<void>>
  mandateId: string
  /** What follows from it, in sentences. */
  effect: string
  /** What the box says. */
  consent: string
}

/**
 * « Révoquer ce mandat », confirmed by a box: it can't be undone, only signed anew. Folded away until it is wanted, or was
 * refused.
 */
export function RevokeForm({ revoke, mandateId, effect, consent }: RevokeFormProps) {
  const { state, pending, form } = useActionForm(revoke)
  return (
    <details className="mt-2" open={state.status === 'refused' || undefined}>
      <summary className="inline-flex min-h-target cursor-pointer items-center font-semibold text-danger underline underline-offset-4">
        Révoquer ce mandat
      </summary>
      <form {...form} className="flex max-w-form flex-col gap-3 pt-2">
        <ErrorSummary {...refusalOf(state)} />
        <input type="hidden" name="mandateId" value={mandateId} />
        <p>{effect}</p>
        <CheckboxField
          name="confirmed"
          value="1"
          label={consent}
          error={fieldError(state, 'confirmed')}
          required
        />
        <div>
          <SubmitButton variant="danger" pending={pending} pendingLabel="Révocation…">
            Révoquer ce mandat
          </SubmitButton>
        </div>
      </form>
    </details>
  )
}
