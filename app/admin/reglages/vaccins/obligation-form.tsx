'use client'

import { useEffect } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { DateField, SelectField, TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { refusalOf, typedField } from '@/lib/core/action-state'
import type { ScheduleView } from '@/lib/dossier/queries/settings-lists'
import { saveVaccine } from '../actions'

type ObligationFormProps = {
  obligation?: ScheduleView['obligations'][number]
  diseases: ScheduleView['diseases']
}

/** What the law asks for a disease, of the children born in a period. Without `obligation`, a new one. */
export function ObligationForm({ obligation, diseases }: ObligationFormProps) {
  const { state, pending, form } = useActionForm(saveVaccine)
  useEffect(() => {
    if (state.status === 'done')
      showToast({ message: obligation ? 'Obligation enregistrée.' : 'Obligation ajoutée.' })
  }, [state, obligation])
  const prefix = `vaccin-${obligation?.id ?? 'nouveau'}`
  const field = (name: string, known?: string | null) => ({
    ...typedField(state, name, known),
    id: `${prefix}-${name}`,
  })
  return (
    <form {...form} className="flex flex-col gap-4">
      {obligation && <input type="hidden" name="id" value={obligation.id} />}
      <ErrorSummary {...refusalOf(state)} idOf={(name) => `${prefix}-${name}`} />
      <SelectField {...field('disease', obligation?.disease)} label="Maladie" required>
        {!obligation && <option value="">Choisir…</option>}
        {diseases.map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </SelectField>
      <TextField
        {...field('label', obligation?.label)}
        label="Nom lu par les parents"
        required
        maxLength={80}
      />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-1">
        <DateField {...field('bornFrom', obligation?.bornFrom)} label="Enfants nés à partir du" required />
        <DateField {...field('bornUntil', obligation?.bornUntil)} label="Jusqu’au" hint="Vide : sans fin." />
      </div>
      <TextField
        {...field('doseMonths', obligation?.doseMonths.join(', '))}
        label="Âge de chaque injection"
        hint="En mois, séparés par des virgules : 2, 4, 11"
        unit="mois"
        required
      />
      <TextField
        {...field('source', obligation?.source)}
        label="Texte de loi"
        hint="Par exemple : décret n° 2024-694"
        required
        maxLength={200}
      />
      <div>
        <SubmitButton pending={pending} size={obligation ? 'sm' : 'md'}>
          {obligation ? 'Enregistrer' : 'Ajouter cette obligation'}
        </SubmitButton>
      </div>
    </form>
  )
}
