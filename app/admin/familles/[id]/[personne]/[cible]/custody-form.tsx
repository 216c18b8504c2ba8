'use client'

import { useEffect, useState } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { DateField, SelectField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { refusalOf, typedField } from '@/lib/core/action-state'
import { CUSTODY_KINDS, type CustodyKind } from '@/lib/family/custody-rules'
import { CUSTODY_LABELS } from '@/lib/family/messages'
import { addCustody, removeCustody } from './actions'

/** What is asked of the family, by the kind of rule. */
const FAMILY_LABELS = {
  WEEKS: 'Famille des semaines paires',
  HOLIDAYS: 'Famille de la première moitié, les années paires',
  DAYS: 'Famille de ces jours',
} as const satisfies Record<CustodyKind, string>

type CustodyFormProps = { childId: string; families: readonly { id: string; name: string }[] }

/** « Ajouter une règle »: what it shares, for which family, from when until when. */
export function CustodyForm({ childId, families }: CustodyFormProps) {
  const { state, pending, form } = useActionForm(addCustody)
  useEffect(() => {
    if (state.status === 'done') showToast({ message: 'La règle est enregistrée.' })
  }, [state])
  const typed = state.status === 'refused' ? state.values.kind : undefined
  const [kind, setKind] = useState<CustodyKind>(CUSTODY_KINDS.find((one) => one === typed) ?? 'WEEKS')
  const field = (name: string) => typedField(state, name)
  return (
    <form {...form} className="mt-5 flex max-w-form flex-col gap-4">
      <h3 className="text-lg">Ajouter une règle</h3>
      <ErrorSummary {...refusalOf(state)} />
      <input type="hidden" name="childId" value={childId} />
      <SelectField
        {...field('kind')}
        label="Ce qu’elle partage"
        onChange={(event) => setKind(event.currentTarget.value as CustodyKind)}
      >
        {CUSTODY_KINDS.map((one) => (
          <option key={one} value={one}>
            {CUSTODY_LABELS[one]}
          </option>
        ))}
      </SelectField>
      <SelectField {...field('familyId')} label={FAMILY_LABELS[kind]}>
        {families.map(({ id, name }) => (
          <option key={id} value={id}>
            Famille {name}
          </option>
        ))}
      </SelectField>
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField {...field('startsOn')} label="Premier jour" required />
        <DateField
          {...field('endsOn')}
          label="Dernier jour"
          hint={kind === 'DAYS' ? undefined : 'Vide : jusqu’à nouvel ordre.'}
          required={kind === 'DAYS'}
        />
      </div>
      <div>
        <SubmitButton variant="secondary" pending={pending}>
          Ajouter la règle
        </SubmitButton>
      </div>
    </form>
  )
}

/** « Retirer » a rule. */
export function CustodyRemoval({ ruleId, sentence }: { ruleId: string; sentence: string }) {
  const { pending, form } = useActionForm(removeCustody)
  return (
    <form {...form}>
      <input type="hidden" name="ruleId" value={ruleId} />
      <SubmitButton variant="quiet" size="sm" pending={pending}>
        Retirer<span className="sr-only"> : {sentence}</span>
      </SubmitButton>
    </form>
  )
}
