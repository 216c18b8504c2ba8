'use client'

import { useEffect } from 'react'
import { CheckboxField } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { refusalOf, typedField, typedText } from '@/lib/core/action-state'
import type { AuthorisationView } from '@/lib/dossier/queries/settings-lists'
import { saveAuthorisationType } from '../actions'

/** An authorisation: what parents read, and whether « oui » goes with an hour. Without `type`, a new one. */
export function AuthorisationForm({ type }: { type?: AuthorisationView }) {
  const { state, pending, form } = useActionForm(saveAuthorisationType)
  useEffect(() => {
    if (state.status === 'done')
      showToast({ message: type ? 'Autorisation enregistrée.' : 'Autorisation ajoutée.' })
  }, [state, type])
  const prefix = `autorisation-${type?.id ?? 'nouvelle'}`
  const field = (name: string, known?: string | null) => ({
    ...typedField(state, name, known),
    id: `${prefix}-${name}`,
  })
  const hasHour = state.status === 'refused' ? typedText(state, 'hasHour') === '1' : type?.hasHour
  return (
    <form {...form} className="flex flex-col gap-4">
      {type && <input type="hidden" name="id" value={type.id} />}
      <ErrorSummary {...refusalOf(state)} idOf={(name) => `${prefix}-${name}`} />
      <TextField
        {...field('label', type?.label)}
        label="Ce que vous demandez"
        hint="Par exemple : Sortie à vélo"
        required
        maxLength={80}
      />
      <TextField {...field('help', type?.help)} label="Précision lue par les parents" maxLength={200} />
      <CheckboxField
        name="hasHour"
        id={`${prefix}-hasHour`}
        value="1"
        label="« Oui » va avec une heure"
        hint="Comme « Rentrer seul, à partir de 16 h 30 »."
        defaultChecked={hasHour}
      />
      <div>
        <SubmitButton pending={pending} size={type ? 'sm' : 'md'}>
          {type ? 'Enregistrer' : 'Ajouter cette autorisation'}
        </SubmitButton>
      </div>
    </form>
  )
}
