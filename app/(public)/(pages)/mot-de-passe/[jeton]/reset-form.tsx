'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { NewPasswordField } from '@/components/form/new-password-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { PASSWORD_ADVICE } from '@/lib/account/messages'
import { fieldError, refusalOf } from '@/lib/core/action-state'
import { resetPasswordAction } from '../actions'

/** The new password, behind the link of the mail. `personal`: the names and e-mail that it must not hold. */
export function ResetForm({ token, personal }: { token: string; personal: string[] }) {
  const { state, pending, form } = useActionForm(resetPasswordAction)
  return (
    <form {...form} className="flex flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} />
      <input type="hidden" name="token" value={token} />
      <NewPasswordField
        label="Nouveau mot de passe"
        hint={PASSWORD_ADVICE}
        personal={personal}
        error={fieldError(state, 'password')}
      />
      <SubmitButton block pending={pending} pendingLabel="Enregistrement…">
        Enregistrer ce mot de passe
      </SubmitButton>
    </form>
  )
}
