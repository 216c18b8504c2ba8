'use client'

import { useSyncExternalStore, type ComponentProps } from 'react'
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

const never = () => () => undefined

/** A form of one button that does one thing; a refusal is told under it. Works without JavaScript. */
export function ActionButton<Value>({
  action,
  values = {},
  done,
  variant = 'secondary',
  ...button
}: ActionButtonProps<Value>) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  // Said as soon as it is done: the page that shows the outcome may hold this button no more.
  const told: typeof action = async (previous, form) => {
    const state = await action(previous, form)
    if (state.status === 'done' && done) showToast({ message: done })
    return state
  }
  // Without scripts the browser sends the form, for which the action must be the server's own.
  const { state, pending, form } = useActionForm(inBrowser ? told : action)
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
