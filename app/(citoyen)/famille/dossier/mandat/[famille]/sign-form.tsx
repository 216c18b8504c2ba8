'use client'

import { CheckboxField } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { PasswordField } from '@/components/form/password-field'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, refusalOf, typedField, typedText } from '@/lib/core/action-state'
import { sign } from './actions'

/** The signature: the place, the consent, the password. `shown`: the account that is read above, masked. */
export function SignForm({ familyId, shown }: { familyId: string; shown: string }) {
  const { state, pending, form } = useActionForm(sign)
  return (
    <form {...form} className="flex max-w-form flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} />
      <input type="hidden" name="familyId" value={familyId} />
      <input type="hidden" name="shown" value={shown} />
      <TextField
        {...typedField(state, 'place')}
        label="Fait à"
        hint="La commune où vous êtes. La date est celle d’aujourd’hui."
        autoComplete="address-level2"
        maxLength={80}
        required
      />
      <CheckboxField
        name="consent"
        value="1"
        label="Je suis titulaire de ce compte, ou autorisé à l’engager, et je donne ce mandat."
        defaultChecked={typedText(state, 'consent') === '1'}
        error={fieldError(state, 'consent')}
        required
      />
      <PasswordField
        name="currentPassword"
        label="Votre mot de passe"
        hint="Il vaut signature : nous vérifions que c’est bien vous."
        autoComplete="current-password"
        error={fieldError(state, 'currentPassword')}
        required
      />
      <div>
        <SubmitButton pending={pending} pendingLabel="Signature en cours…">
          Signer le mandat
        </SubmitButton>
      </div>
    </form>
  )
}
