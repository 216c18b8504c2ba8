'use client'

import { useActionState, useEffect, type ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { IDLE, type ActionState } from '@/lib/core/action-state'

type AgentButtonProps = {
  action: (state: ActionState, form: FormData) => Promise<ActionState>
  accountId: string
  /** What the toast says when it is done. */
  done: string
  variant?: 'secondary' | 'danger'
  children: ReactNode
}

/** One thing to do about an agent; a refusal is told under the button. */
export function AgentButton({ action, accountId, done, variant = 'secondary', children }: AgentButtonProps) {
  const [state, send] = useActionState(action, IDLE)
  useEffect(() => {
    if (state.status === 'done') showToast({ message: done })
  }, [state, done])
  return (
    <form action={send} className="flex flex-col gap-2">
      <input type="hidden" name="accountId" value={accountId} />
      <SubmitButton variant={variant} size="sm">
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
