'use client'

import type { ReactNode } from 'react'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, refusalOf, type ActionState } from '@/lib/core/action-state'
import { CheckboxField } from './choice-field'
import { ErrorSummary } from './error-summary'
import type { useActionForm } from './use-action-form'

type ConsentFormProps<Value> = Pick<ReturnType<typeof useActionForm>, 'pending' | 'form'> & {
  state: ActionState<Value>
  /** What it is about: the hidden fields. */
  values: Record<string, string>
  /** What the box says. */
  consent: string
  label: string
  pendingLabel: string
  /** What follows from it. */
  children?: ReactNode
}

/** What can't be undone, confirmed by a box, `confirmed` in the schema. */
export function ConsentForm<Value>({
  state,
  pending,
  form,
  values,
  consent,
  label,
  pendingLabel,
  children,
}: ConsentFormProps<Value>) {
  return (
    <form {...form} className="flex max-w-form flex-col gap-3">
      <ErrorSummary {...refusalOf(state)} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <CheckboxField
        name="confirmed"
        value="1"
        label={consent}
        error={fieldError(state, 'confirmed')}
        required
      />
      <div>
        <SubmitButton variant="danger" pending={pending} pendingLabel={pendingLabel}>
          {label}
        </SubmitButton>
      </div>
    </form>
  )
}
