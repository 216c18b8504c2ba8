'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { PasswordField } from '@/components/form/password-field'
import { SelectField, TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { fieldError, refusalOf, typedField } from '@/lib/core/action-state'
import { FORMAT_WORDS } from '@/lib/sepa/messages'
import { LEAST_NOTICE, USUAL_NOTICE } from '@/lib/sepa/rules/dates'
import { saveCollection } from '../actions'

type CollectionFormProps = {
  collection: {
    account: { iban: string; bic: string | null } | null
    siret: string | null
    format: keyof typeof FORMAT_WORDS
    notice: number
  }
}

/** The account that debits credit, the file that the bank takes, and how long before a family is told. */
export function CollectionForm({ collection: { account, siret, format, notice } }: CollectionFormProps) {
  const { state, pending, form } = useActionForm(saveCollection, () =>
    showToast({ message: 'Compte et fichier enregistrés.' }),
  )
  return (
    <form {...form} className="flex max-w-form flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} />
      <TextField
        {...typedField(state, 'iban', account?.iban)}
        label="IBAN du compte à créditer"
        hint="Le compte de la collectivité, ou de la trésorerie, qui reçoit les prélèvements"
        code
        autoComplete="off"
        spellCheck={false}
        maxLength={42}
      />
      <TextField
        {...typedField(state, 'bic', account?.bic)}
        label="BIC"
        hint="Facultatif : 8 ou 11 signes"
        code
        autoComplete="off"
        spellCheck={false}
        maxLength={14}
      />
      <TextField
        {...typedField(state, 'siret', siret)}
        label="SIRET de l’émetteur du fichier"
        hint="Facultatif : 14 chiffres, si la banque le demande"
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
      />
      <SelectField {...typedField(state, 'format', format)} label="Format du fichier" required>
        {Object.entries(FORMAT_WORDS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <TextField
        {...typedField(state, 'notice', notice)}
        label="Prévenir les familles avant le prélèvement"
        hint={`${USUAL_NOTICE} jours, sauf si le règlement que les familles acceptent en prévoit moins (${LEAST_NOTICE} au moins)`}
        inputMode="numeric"
        unit="jours"
        required
        maxLength={2}
      />
      <PasswordField
        name="currentPassword"
        label="Votre mot de passe"
        hint="L’argent des familles ira sur ce compte : nous vérifions que c’est bien vous."
        autoComplete="current-password"
        error={fieldError(state, 'currentPassword')}
        required
      />
      <div>
        <SubmitButton pending={pending}>Enregistrer</SubmitButton>
      </div>
    </form>
  )
}
