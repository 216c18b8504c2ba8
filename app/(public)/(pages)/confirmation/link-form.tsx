'use client'

import type { ReactNode } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ActionState } from '@/lib/core/action-state'
import { refusalOf } from '@/lib/core/action-state'

type LinkFormProps<Value> = {
  action: (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>>
  token: string
  label: string
  pendingLabel: string
  /** Said in the place of the button when it is done. */
  done?: ReactNode
}

/** The one button behind which the link of a mail does what it says. */
export function LinkForm<Value>({ action, token, label, pendingLabel, done }: LinkFormProps<Value>) {
  const { state, pending, form } = useActionForm(action)
  if (state.status === 'done' && done)
    return (
      <Alert tone="success" live>
        {done}
      </Alert>
    )
  return (
    <form {...form} className="flex flex-col items-start gap-4">
      <ErrorSummary {...refusalOf(state)} />
      <input type="hidden" name="token" value={token} />
      <SubmitButton pending={pending} pendingLabel={pendingLabel}>
        {label}
      </SubmitButton>
    </form>
  )
}
