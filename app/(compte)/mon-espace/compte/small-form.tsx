'use client'

import type { ReactNode } from 'react'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ActionState } from '@/lib/core/action-state'

type SmallFormProps = {
  action: (previous: ActionState<void>, form: FormData) => Promise<ActionState<void>>
  /** Hidden fields. */
  values?: Record<string, string>
  label: ReactNode
}

/** One button that does one thing. */
export function SmallForm({ action, values = {}, label }: SmallFormProps) {
  const { state, pending, form } = useActionForm(action)
  return (
    <form {...form} className="flex flex-col items-start gap-1">
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant="secondary" size="sm" pending={pending}>
        {label}
      </SubmitButton>
      {state.status === 'refused' && (
        <p role="alert" className="text-note text-danger">
          {state.message}
        </p>
      )}
    </form>
  )
}
