'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { NewPasswordField } from '@/components/form/new-password-field'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { PASSWORD_ADVICE } from '@/lib/account/messages'
import { fieldError, refusalOf, typedField } from '@/lib/core/action-state'
import { signUpAction } from './actions'
import { Captcha } from './captcha'

/** « Créer un compte »: names, e-mail, password, captcha. */
export function SignUpForm() {
  const { state, pending, form } = useActionForm(signUpAction)
  const captchaError = fieldError(state, 'altcha')
  return (
    <form {...form} className="flex flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} />
      <TextField {...typedField(state, 'lastName')} label="Nom" autoComplete="family-name" required />
      <TextField {...typedField(state, 'firstName')} label="Prénom" autoComplete="given-name" required />
      <TextField
        {...typedField(state, 'email')}
        type="email"
        label="Adresse e-mail"
        hint="Pour vous connecter et recevoir nos réponses. Exemple : nom@exemple.fr"
        autoComplete="email"
        required
      />
      <NewPasswordField
        label="Mot de passe"
        hint={PASSWORD_ADVICE}
        personalFields={['lastName', 'firstName', 'email']}
        error={fieldError(state, 'password')}
      />
      <Captcha error={captchaError} used={captchaError && state} />
      <SubmitButton block pending={pending} pendingLabel="Inscription…">
        S’inscrire
      </SubmitButton>
    </form>
  )
}
