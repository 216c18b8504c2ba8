'use client'

import { useActionState, type ComponentProps, type ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { IDLE, type ActionState } from '@/lib/core/action-state'

type RunButtonProps = {
  action: (state: ActionState, form: FormData) => Promise<ActionState>
  /** Hidden values of the form. */
  values: Record<string, string>
  variant?: ComponentProps<typeof SubmitButton>['variant']
  pendingLabel?: string
  children: ReactNode
}

/** One thing to do about an import; a refusal is told under the button. */
export function RunButton({ action, values, variant = 'secondary', pendingLabel, children }: RunButtonProps) {
  const [state, send] = useActionState(action, IDLE)
  return (
    <form action={send} className="flex flex-col gap-2">
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant={variant} pendingLabel={pendingLabel}>
        {children}
      </SubmitButton>
      {state.status === 'refused' && (
        <Alert tone="danger" live>
          {state.message}
        </Alert>
      )}
    </form>
  )
}
