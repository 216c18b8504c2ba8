'use client'

import { Fragment, useId, useState, type ReactNode } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { DateField, SelectField, TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { classes } from '@/components/ui/classes'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { METHOD_WORDS } from '@/lib/billing/messages'
import { COUNTER_METHODS } from '@/lib/billing/schema'
import { refusalOf, typedField, type ActionState } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { eurosText, formatEuros, type Centimes } from '@/lib/core/money'
import { credit, recordReceived, reverse } from './actions'

/**
 * A form of money: its fields by name, and what a toast says when it is done, also when the page shows the form no more.
 * `round` counts what was done: fields with this key are empty again.
 */
function useMoneyForm(
  action: (previous: ActionState<void>, form: FormData) => Promise<ActionState<void>>,
  done: string,
) {
  const { state, pending, form } = useActionForm(action, () => showToast({ message: done }))
  const [seen, setSeen] = useState<{ state: ActionState<void>; round: number }>({ state, round: 0 })
  if (seen.state !== state) setSeen({ state, round: seen.round + (state.status === 'done' ? 1 : 0) })
  const id = useId()
  const idOf = (name: string) => `${id}-${name}`
  const field = (name: string, usual = '') => ({ ...typedField(state, name, usual), id: idOf(name) })
  return {
    form,
    pending,
    field,
    round: seen.round,
    isRefused: state.status === 'refused',
    summary: <ErrorSummary {...refusalOf(state)} idOf={idOf} />,
  }
}

/** `keyOfForm` is new with each page: a form sent twice is one. */
type MoneyFormProps = { keyOfForm: string; invoiceId: string }

/** « Faire un avoir » on an invoice. */
export function CreditForm({ keyOfForm, invoiceId }: MoneyFormProps) {
  const { form, pending, field, round, summary } = useMoneyForm(credit, 'L’avoir est fait.')
  return (
    <form {...form} className="flex flex-col gap-4">
      <input type="hidden" name="key" value={keyOfForm} />
      <input type="hidden" name="invoiceId" value={invoiceId} />
      {summary}
      <Fragment key={round}>
        <TextField {...field('amount')} label="Montant repris" inputMode="decimal" unit="€" required />
        <TextField {...field('reason')} label="Pourquoi" hint="La famille le lit." maxLength={200} required />
      </Fragment>
      <SubmitButton variant="secondary" pending={pending} pendingLabel="Un instant…">
        Faire un avoir
      </SubmitButton>
    </form>
  )
}

/** An invoice that money may be written to. */
export type OpenInvoice = { id: string; number: string; left: Centimes }

type PaymentFormProps = {
  keyOfForm: string
  familyId: string
  today: Day
} & (
  | { invoiceId: string; left: Centimes; choices?: never }
  /** What the agent chooses among: on account, or one of these. */
  | { invoiceId?: never; left?: never; choices: readonly OpenInvoice[] }
)

/** « Enregistrer un règlement » received at the counter: for the invoice of the page, or what the agent says it is for. */
export function PaymentForm({ keyOfForm, familyId, today, invoiceId, left = 0, choices }: PaymentFormProps) {
  const { form, pending, field, round, summary } = useMoneyForm(
    recordReceived,
    'Le règlement est enregistré.',
  )
  return (
    <form {...form} className="flex flex-col gap-4">
      <input type="hidden" name="key" value={keyOfForm} />
      <input type="hidden" name="familyId" value={familyId} />
      {summary}
      <Fragment key={round}>
        {choices ? (
          <SelectField
            {...field('invoiceId')}
            label="Pour"
            hint="Un acompte règle tout seul les factures les plus anciennes, puis les prochaines."
          >
            <option value="">Acompte sur le compte de la famille</option>
            {choices.map(({ id, number, left: toPay }) => (
              <option key={id} value={id}>
                Facture n° {number}, reste {formatEuros(toPay)}
              </option>
            ))}
          </SelectField>
        ) : (
          <input type="hidden" name="invoiceId" value={invoiceId} />
        )}
        <TextField
          {...field('amount', left > 0 ? eurosText(left) : '')}
          label="Montant reçu"
          inputMode="decimal"
          unit="€"
          required
        />
        <SelectField {...field('method', COUNTER_METHODS[0])} label="Moyen de paiement" required>
          {COUNTER_METHODS.map((method) => (
            <option key={method} value={method}>
              {METHOD_WORDS[method]}
            </option>
          ))}
        </SelectField>
        <DateField {...field('receivedOn', today)} label="Reçu le" required />
        <TextField
          {...field('reference')}
          label="Référence"
          hint="Numéro du chèque, du CESU…"
          maxLength={60}
        />
      </Fragment>
      <SubmitButton pending={pending} pendingLabel="Un instant…">
        Enregistrer le règlement
      </SubmitButton>
    </form>
  )
}

type ReversalFormProps = {
  paymentId: string
  small?: boolean
  /** What unfolds it. */
  children: ReactNode
}

/** « Annuler ce règlement », with its reason; folded away until it is wanted, or was refused. */
export function ReversalForm({ paymentId, small, children }: ReversalFormProps) {
  const { form, pending, field, summary, isRefused } = useMoneyForm(reverse, 'Le règlement est annulé.')
  return (
    <details open={isRefused || undefined}>
      <summary
        className={classes(
          'pressable flex min-h-target w-fit cursor-pointer items-center text-brand-text underline underline-offset-4',
          small && 'text-note',
        )}
      >
        {children}
      </summary>
      <form {...form} className="mt-3 flex flex-col gap-3">
        <input type="hidden" name="paymentId" value={paymentId} />
        {summary}
        <TextField
          {...field('reason')}
          label="Pourquoi"
          hint="Par exemple : chèque sans provision."
          maxLength={200}
          required
        />
        <SubmitButton variant="danger" size="sm" pending={pending} pendingLabel="Un instant…">
          Annuler ce règlement
        </SubmitButton>
      </form>
    </details>
  )
}
