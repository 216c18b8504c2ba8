'use client'

import { useActionState, useEffect } from 'react'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { IDLE, type ActionState } from '@/lib/core/action-state'

type WithdrawFormProps = {
  requestId: string
  number: number
  send: (previous: ActionState<number>, form: FormData) => Promise<ActionState<number>>
}

/** Withdraws a request that waits; works without JavaScript. */
export function WithdrawForm({ requestId, number, send }: WithdrawFormProps) {
  const [state, action] = useActionState(send, IDLE)
  useEffect(() => {
    if (state.status === 'done') showToast({ message: `Demande n° ${state.value} annulée.` })
  }, [state])
  return (
    <form action={action} className="max-md:mt-2">
      <input type="hidden" name="requestId" value={requestId} />
      <SubmitButton variant="secondary" size="sm" aria-label={`Annuler ma demande n° ${number}`}>
        Annuler ma demande
      </SubmitButton>
      {state.status === 'refused' && (
        <p role="alert" className="mt-1 text-note text-danger">
          {state.message}
        </p>
      )}
    </form>
  )
}
