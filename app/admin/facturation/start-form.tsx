'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { DateField, SelectField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { monthWords } from '@/lib/billing/messages'
import { refusalOf, typedField } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { start } from './actions'

const idOf = (name: string) => `facturation-${name}`

/** « Préparer les factures »: a month that is over, and when they are due. */
export function StartForm({ months, dueOn }: { months: readonly Day[]; dueOn: Day }) {
  const { state, pending, form } = useActionForm(start)
  const field = (name: string, usual: string) => ({
    ...typedField(state, name, usual),
    id: idOf(name),
    required: true,
  })
  return (
    <form {...form} className="flex flex-col gap-4">
      <ErrorSummary {...refusalOf(state)} idOf={idOf} />
      <SelectField {...field('month', months[0]!.slice(0, 7))} label="Mois">
        {months.map((month) => (
          <option key={month} value={month.slice(0, 7)}>
            {monthWords(month)}
          </option>
        ))}
      </SelectField>
      <DateField
        {...field('dueOn', dueOn)}
        label="À payer au plus tard le"
        hint="Les familles lisent cette échéance sur leur facture."
      />
      <SubmitButton pending={pending} pendingLabel="Préparation…">
        Préparer les factures
      </SubmitButton>
      <p className="text-note text-muted">
        Rien n’est envoyé : vous vérifiez d’abord les brouillons, puis vous les émettez.
      </p>
    </form>
  )
}
