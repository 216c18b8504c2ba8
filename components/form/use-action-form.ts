'use client'

import { startTransition, useActionState, useState, type FormEvent } from 'react'
import { IDLE, OFFLINE, type ActionState } from '@/lib/core/action-state'

type FormAction<Value> = (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>>

const UNSENT = {
  status: 'refused',
  code: 'OFFLINE',
  message: OFFLINE,
  fields: {},
  values: {},
} satisfies ActionState

/**
 * A form on an action of `createAction`: its last state, whether it is being sent, and the attributes of its
 * `<form>`. Without JavaScript the browser sends it; with it, what was typed stays, passwords included.
 */
export function useActionForm<Value>(action: FormAction<Value>) {
  const [offline, setOffline] = useState(false)
  const [answered, dispatch, pending] = useActionState<ActionState<Value>, FormData>(action, IDLE)
  const form = {
    action: dispatch,
    noValidate: true,
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      // React empties the fields of a form that it sends itself.
      event.preventDefault()
      const submitter = (event.nativeEvent as SubmitEvent).submitter
      const data = new FormData(event.currentTarget, submitter)
      setOffline(!navigator.onLine)
      if (navigator.onLine) startTransition(() => dispatch(data))
    },
  }
  const state: ActionState<Value> = offline ? UNSENT : answered
  return { state, pending, form }
}
