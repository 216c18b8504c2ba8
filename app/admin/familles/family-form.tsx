'use client'

import { useSeenValues } from '@/components/dossier/use-seen-values'
import { CheckboxField } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { SelectField, TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { LinkButton } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, refusalOf, typedField } from '@/lib/core/action-state'
import { SHOWN_FIELD } from '@/lib/dossier/schema'
import { FAMILY_UNITS, familyTexts, RESIDENCE_LABELS, type FamilyValues } from '@/lib/family/fields'
import { save } from './actions'

type FamilyFormProps = {
  /** Absent: a new one. */
  family?: FamilyValues & { id: string }
  backHref: string
}

/** A family's name, number and quotient familial. */
export function FamilyForm({ family, backHref }: FamilyFormProps) {
  const { state, pending, form } = useActionForm(save)
  const field = (name: string, known?: string | number | null) => ({
    ...typedField(state, name, known),
    autoComplete: 'off',
  })
  const shown = useSeenValues(family ? familyTexts(family) : {}, FAMILY_UNITS, state)
  const asksToConfirm = state.status === 'refused' && state.code === 'TWIN'
  return (
    <form {...form} className="flex max-w-form flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} />
      {family && <input type="hidden" name="id" value={family.id} />}
      <input type="hidden" name={SHOWN_FIELD} value={JSON.stringify(shown)} />
      <TextField {...field('name', family?.name)} label="Nom de la famille" required maxLength={80} />
      <TextField
        {...field('externalNumber', family?.externalNumber)}
        label="Numéro"
        hint="Celui de votre logiciel, s’il y en a un : la reprise des données retrouve la famille par lui."
        maxLength={40}
      />
      <TextField
        {...field('familyQuotient', family?.familyQuotient)}
        label="Quotient familial"
        inputMode="numeric"
        className="max-w-56"
      />
      <SelectField
        {...field('isResident', family?.isResident === false ? 'NO' : 'YES')}
        label="Domicile"
        hint="Les tarifs peuvent distinguer les familles de la commune et les autres."
      >
        {Object.entries(RESIDENCE_LABELS).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      <SelectField {...field('benefitOrganism', family?.benefitOrganism)} label="Organisme">
        <option value="">Non renseigné</option>
        <option value="CAF">CAF</option>
        <option value="MSA">MSA</option>
      </SelectField>
      {asksToConfirm && (
        <CheckboxField
          name="confirmed"
          value="1"
          label="C’est une autre famille : la créer"
          error={fieldError(state, 'confirmed')}
        />
      )}
      <div className="flex flex-wrap gap-2.5 pt-1">
        <SubmitButton pending={pending}>
          {family ? 'Enregistrer la famille' : 'Créer la famille'}
        </SubmitButton>
        <LinkButton href={backHref} variant="secondary">
          Annuler
        </LinkButton>
      </div>
    </form>
  )
}
