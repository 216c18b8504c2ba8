'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { refusalOf, typedField } from '@/lib/core/action-state'
import type { Creditor } from '@/lib/mandate/rules'
import { saveCreditor } from '../actions'

/** The creditor of the collectivité; all empty, families are offered no mandate. */
export function CreditorForm({ creditor }: { creditor: Creditor | null }) {
  const { state, pending, form } = useActionForm(saveCreditor, () =>
    showToast({ message: 'Créancier enregistré.' }),
  )
  return (
    <form {...form} className="flex max-w-form flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} />
      <Alert>
        <p>
          Une fois renseigné, chaque famille qui a un IBAN validé peut signer un mandat en ligne. Les mandats
          déjà signés gardent le créancier qu’ils portent. Laissez tout vide pour ne plus le proposer.
        </p>
      </Alert>
      <TextField
        {...typedField(state, 'name', creditor?.name)}
        label="Nom du créancier"
        hint="Comme la Banque de France le connaît, par exemple : Trésorerie de Vallombreuse"
        maxLength={70}
      />
      <TextField
        {...typedField(state, 'address', creditor?.address)}
        label="Adresse du créancier"
        maxLength={140}
      />
      <TextField
        {...typedField(state, 'ics', creditor?.ics)}
        label="Identifiant créancier SEPA (ICS)"
        hint="13 signes, comme FR72ZZZ123456"
        code
        spellCheck={false}
        maxLength={20}
      />
      <div>
        <SubmitButton pending={pending}>Enregistrer</SubmitButton>
      </div>
    </form>
  )
}
