'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { refusalOf, typedField } from '@/lib/core/action-state'
import { levelWords } from '@/lib/recovery/messages'
import { MOST_REMINDERS, type RecoverySettings } from '@/lib/recovery/rules/settings'
import { saveRecovery } from '../actions'

/** When reminders go, when reservations close, and who collects; empty, none of it happens. */
export function RecoveryForm({ settings }: { settings: RecoverySettings }) {
  const { state, pending, form } = useActionForm(saveRecovery, () =>
    showToast({ message: 'Réglages enregistrés.' }),
  )
  const days = { inputMode: 'numeric', autoComplete: 'off', unit: 'jours', maxLength: 4 } as const
  return (
    <form {...form} className="flex max-w-form flex-col gap-8">
      <ErrorSummary {...refusalOf(state)} />
      <fieldset className="flex flex-col gap-5">
        <legend className="heading mb-3 text-lg">Relances automatiques</legend>
        <Alert>
          <p>
            Une relance part par e-mail le matin, une seule fois par facture et par rang, aux comptes de la
            famille facturée. Rien ne part pour une facture payée, ou en cours de paiement. Laissez vide pour
            ne relancer personne automatiquement : par exemple 7, puis 30.
          </p>
        </Alert>
        {Array.from({ length: MOST_REMINDERS }, (_, index) => (
          <TextField
            key={index}
            {...typedField(state, `reminder${index + 1}`, settings.reminderDays[index])}
            label={levelWords(index + 1)}
            hint="Nombre de jours après l’échéance"
            {...days}
          />
        ))}
      </fieldset>
      <fieldset className="flex flex-col gap-5">
        <legend className="heading mb-3 text-lg">Suspension des réservations</legend>
        <TextField
          {...typedField(state, 'blockingDays', settings.blockingDays)}
          label="Suspendre les nouvelles réservations après"
          hint="Nombre de jours de retard d’une facture. Vide : jamais. Les absences et les annulations restent possibles, et un agent peut lever la suspension d’une famille."
          {...days}
        />
      </fieldset>
      <fieldset className="flex flex-col gap-5">
        <legend className="heading mb-3 text-lg">Trésor public</legend>
        <TextField
          {...typedField(state, 'office', settings.office)}
          label="Service qui encaisse"
          hint="Comme la famille doit le lire, par exemple : SGC de Châteauneuf-sur-Loire. Vide : rien ne peut être transmis."
          maxLength={100}
        />
        <TextField
          {...typedField(state, 'officeAddress', settings.officeAddress)}
          label="Adresse et téléphone de ce service"
          maxLength={200}
        />
      </fieldset>
      <div>
        <SubmitButton pending={pending}>Enregistrer</SubmitButton>
      </div>
    </form>
  )
}
