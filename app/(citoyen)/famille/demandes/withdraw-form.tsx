'use client'

import { useRouter } from 'next/navigation'
import { useEffect, type ReactNode } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { showToast } from '@/components/ui/toast-store'
import { isAnswer, refusalOf, type ActionState } from '@/lib/core/action-state'

type WithdrawFormProps = {
  send: (previous: ActionState<number>, form: FormData) => Promise<ActionState<number>>
  /** The list, whose buttons `requestId` each withdraw a request. */
  children: ReactNode
}

/**
 * The form around a list of requests, which stays when the row or the button of one of them goes: what became of
 * it can then be told. Works without JavaScript.
 */
export function WithdrawForm({ send, children }: WithdrawFormProps) {
  const router = useRouter()
  const { state, form } = useActionForm(send)
  useEffect(() => {
    if (state.status === 'done')
      showToast({ message: `Demande n° ${state.value} : ce qui attendait est annulé.` })
    if (state.status === 'refused' && isAnswer(state.code)) router.refresh()
  }, [state, router])
  return (
    <form {...form}>
      <ErrorSummary {...refusalOf(state)} className="mb-4" />
      {children}
    </form>
  )
}
