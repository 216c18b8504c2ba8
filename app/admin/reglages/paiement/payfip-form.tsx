'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { SelectField, TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { refusalOf, typedField } from '@/lib/core/action-state'
import { MODE_WORDS } from '@/lib/payment/messages'
import { savePayfip } from '../actions'

type PayfipFormProps = { payfip: { clientNumber: string; mode: keyof typeof MODE_WORDS } | null }

/** The régie of PayFiP; both fields empty, families pay nothing online. */
export function PayfipForm({ payfip }: PayfipFormProps) {
  const { state, pending, form } = useActionForm(savePayfip, (value) => {
    const names = value.join(', ')
    showToast({ message: names ? `Enregistré. Régie : ${names}.` : 'Le paiement en ligne est fermé.' })
  })
  return (
    <form {...form} className="flex max-w-form flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} />
      <Alert>
        <p>
          Le numéro est vérifié auprès de PayFiP quand vous enregistrez. Déclarez aussi l’adresse du portail à
          la DGFiP : elle y envoie le résultat des paiements. Laissez tout vide pour fermer le paiement en
          ligne.
        </p>
      </Alert>
      <TextField
        {...typedField(state, 'clientNumber', payfip?.clientNumber)}
        label="Numéro client PayFiP"
        hint="Six chiffres, donnés par la DGFiP à la régie"
        inputMode="numeric"
        autoComplete="off"
        code
        maxLength={12}
      />
      <SelectField {...typedField(state, 'mode', payfip?.mode)} label="Mode">
        <option value="">Fermé</option>
        {Object.entries(MODE_WORDS).map(([mode, words]) => (
          <option key={mode} value={mode}>
            {words}
          </option>
        ))}
      </SelectField>
      <div>
        <SubmitButton pending={pending} pendingLabel="Vérification auprès de PayFiP…">
          Enregistrer
        </SubmitButton>
      </div>
    </form>
  )
}
