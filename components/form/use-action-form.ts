'use client'

import { startTransition, useActionState, type FormEvent } from 'react'
import { IDLE, type ActionState } from '@/lib/core/action-state'

type FormAction<Value> = (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>>

/**
 * A form on an action of `createAction`: its last state, whether it is being sent, and the attributes of its
 * `<form>`. Without JavaScript the browser sends it; with it, what was typed stays, passwords included.
 */
export function useActionForm<Value>(action: FormAction<Value>) {
  const [state, dispatch, pending] = useActionState<ActionState<Value>, FormData>(action, IDLE)
  const form = {
    action: dispatch,
    noValidate: true,
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      // React empties the fields of a form that it sends itself.
      event.preventDefault()
      const submitter = (event.nativeEvent as SubmitEvent).submitter
      const data = new FormData(event.currentTarget, submitter)
      startTransition(() => dispatch(data))
    },
  }
  return { state, pending, form }
}
