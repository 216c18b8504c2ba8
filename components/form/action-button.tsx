'use client'

import type { ComponentProps } from 'react'
import type { ActionState } from '@/lib/core/action-state'
import { Alert } from '../ui/alert'
import { SubmitButton } from '../ui/submit-button'
import { showToast } from '../ui/toast-store'
import { useActionForm } from './use-action-form'

type ActionButtonProps<Value> = Omit<ComponentProps<typeof SubmitButton>, 'pending'> & {
  action: (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>>
  /** Hidden fields. */
  values?: Record<string, string>
  /** What a toast says when it is done. */
  done?: string
}

/** A form of one button that does one thing; a refusal is told under it. Works without JavaScript. */
export function ActionButton<Value>({
  action,
  values = {},
  done,
  variant = 'secondary',
  ...button
}: ActionButtonProps<Value>) {
  const { state, pending, form } = useActionForm(action, () => {
    if (done) showToast({ message: done })
  })
  return (
    <form {...form} className="flex flex-col items-start gap-2">
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant={variant} pending={pending} {...button} />
      {state.status === 'refused' && (
        <Alert tone="danger" live>
          {state.message}
        </Alert>
      )}
    </form>
  )
}
