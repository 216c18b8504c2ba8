'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { refusalOf, typedField } from '@/lib/core/action-state'
import { PES_LABELS } from '@/lib/recovery/rules/pes'
import type { PesSettings } from '@/lib/recovery/rules/settings'
import { savePes } from '../actions'

const FIELDS: { name: keyof PesSettings; label: string; hint?: string; maxLength: number; code?: boolean }[] =
  [
    { name: 'sigle', label: PES_LABELS.sigle, hint: 'Le nom court de la collectivité', maxLength: 32 },
    { name: 'address', label: PES_LABELS.address, maxLength: 100 },
    {
      ...{ name: 'idPost', label: PES_LABELS.idPost, maxLength: 9, code: true },
      hint: 'IdPost, donné par le comptable : 7 signes au plus',
    },
    { name: 'siret', label: PES_LABELS.siret, hint: '14 chiffres', maxLength: 20, code: true },
    {
      ...{ name: 'codCol', label: PES_LABELS.codCol, maxLength: 5, code: true },
      hint: 'CodCol, dans Hélios : 3 signes au plus',
    },
    {
      ...{ name: 'codBud', label: PES_LABELS.codBud, maxLength: 12, code: true },
      hint: 'CodBud, dans Hélios : 10 signes au plus',
    },
    { name: 'budgetLabel', label: 'Libellé du budget', maxLength: 100 },
    {
      name: 'nature',
      label: PES_LABELS.nature,
      hint: 'Nature de la recette, par exemple 588',
      maxLength: 8,
      code: true,
    },
    {
      ...{ name: 'codProdLoc', label: PES_LABELS.codProdLoc, maxLength: 6, code: true },
      hint: 'CodProdLoc, convenu avec le comptable : 4 signes au plus',
    },
  ]

/** What a PES v2 file names of the collectivité. */
export function PesForm({ settings }: { settings: PesSettings }) {
  const { state, pending, form } = useActionForm(savePes, () =>
    showToast({ message: 'Réglages du fichier enregistrés.' }),
  )
  return (
    <form {...form} className="flex max-w-form flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} />
      {FIELDS.map(({ name, ...field }) => (
        <TextField
          key={name}
          {...typedField(state, name, settings[name])}
          {...field}
          autoComplete="off"
          spellCheck={false}
        />
      ))}
      <div>
        <SubmitButton pending={pending}>Enregistrer</SubmitButton>
      </div>
    </form>
  )
}
