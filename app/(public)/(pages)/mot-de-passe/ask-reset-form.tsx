'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { refusalOf, typedField } from '@/lib/core/action-state'
import { askResetAction } from './actions'

/** Asks for the link by which one chooses a new password. */
export function AskResetForm() {
  const { state, pending, form } = useActionForm(askResetAction)
  return (
    <form {...form} className="flex flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} />
      {state.status === 'done' && (
        <Alert tone="success" title="Regardez votre messagerie" live>
          Si cette adresse est celle d’un compte, un e-mail vient d’y partir. Son lien est valable une heure.
        </Alert>
      )}
      <TextField
        {...typedField(state, 'email')}
        type="email"
        label="Adresse e-mail de votre compte"
        autoComplete="username"
        required
      />
      <SubmitButton block pending={pending} pendingLabel="Envoi…">
        Recevoir un lien
      </SubmitButton>
    </form>
  )
}
