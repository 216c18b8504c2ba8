'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { refusalOf } from '@/lib/core/action-state'
import { resendAction } from '../actions'

/** « Renvoyer l’e-mail ». */
export function ResendForm() {
  const { state, pending, form } = useActionForm(resendAction)
  return (
    <form {...form} className="flex flex-col items-start gap-4">
      <ErrorSummary {...refusalOf(state)} />
      {state.status === 'done' && (
        <Alert tone="success" live>
          L’e-mail est parti de nouveau. Il arrive en quelques minutes.
        </Alert>
      )}
      <SubmitButton variant="secondary" pending={pending} pendingLabel="Envoi…">
        Renvoyer l’e-mail
      </SubmitButton>
    </form>
  )
}
