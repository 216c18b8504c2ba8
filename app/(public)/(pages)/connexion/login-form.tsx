'use client'

import { CheckboxField } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { PasswordField } from '@/components/form/password-field'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Link } from '@/components/ui/link'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, refusalOf, typedField, typedText } from '@/lib/core/action-state'
import { logInAction } from './actions'

/** E-mail, password, « rester connecté ». `suite` is the page to go on to. */
export function LoginForm({ suite }: { suite: string | null }) {
  const { state, pending, form } = useActionForm(logInAction)
  return (
    <form {...form} className="flex flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} />
      {suite && <input type="hidden" name="suite" value={suite} />}
      <TextField
        {...typedField(state, 'email')}
        type="email"
        label="Adresse e-mail"
        autoComplete="username"
        required
      />
      <div>
        <PasswordField
          name="password"
          label="Mot de passe"
          autoComplete="current-password"
          required
          error={fieldError(state, 'password')}
        />
        <Link
          href="/mot-de-passe"
          className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4"
        >
          Mot de passe oublié ?
        </Link>
      </div>
      <CheckboxField
        name="remember"
        label="Rester connecté"
        hint="Pendant 30 jours, sur un appareil que vous êtes seul à utiliser."
        defaultChecked={typedText(state, 'remember') === 'on'}
        className="-my-2"
      />
      <SubmitButton block pending={pending} pendingLabel="Connexion…">
        Se connecter
      </SubmitButton>
    </form>
  )
}
