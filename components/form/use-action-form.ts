'use client'

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import {
  startTransition,
  useActionState,
  useEffect,
  useRef,
  useSyncExternalStore,
  type FormEvent,
} from 'react'
import {
  IDLE,
  OFFLINE,
  PAGE_EXPIRED,
  typedValues,
  UNANSWERED,
  type ActionState,
} from '@/lib/core/action-state'

type FormAction<Value> = (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>>

const never = () => () => undefined

/**
 * A form on an action of `createAction`: its last state, whether it is being sent, and the attributes of its
 * `<form>`. Without JavaScript the browser sends it; with it, what was typed stays, passwords included, also when the
 * server can't be reached. `send` is for a form that a script checks before it goes.
 *
 * @param onDone called in the browser as soon as it is done: the page that shows the outcome may hold the form no more
 */
export function useActionForm<Value>(action: FormAction<Value>, onDone?: (value: Value) => void) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  // Without scripts the browser sends the form, for which the action must be the server's own.
  const [state, dispatch, pending] = useActionState<ActionState<Value>, FormData>(
    inBrowser ? answered(action, onDone) : action,
    IDLE,
  )
  // A second press is not sent while the first is under way, though the button does not show it yet.
  const isSending = useRef(false)
  useEffect(() => {
    if (!pending) isSending.current = false
  }, [pending])
  const send = (data: FormData) => {
    if (isSending.current) return
    isSending.current = true
    startTransition(() => dispatch(data))
  }
  const form = {
    action: dispatch,
    noValidate: true,
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      // React empties the fields of a form that it sends itself.
      event.preventDefault()
      const submitter = (event.nativeEvent as SubmitEvent).submitter
      send(new FormData(event.currentTarget, submitter))
    },
  }
  return { state, pending, form, send }
}

/** The action, and a refusal where there is no answer: what was typed is given back, and no error takes the page's place. */
function answered<Value>(action: FormAction<Value>, onDone?: (value: Value) => void): FormAction<Value> {
  return async (previous, form) => {
    const unsent = (code: string, message: string) =>
      ({ status: 'refused', code, message, fields: {}, values: typedValues(form) }) as const
    if (!navigator.onLine) return unsent('OFFLINE', OFFLINE)
    try {
      const state = await action(previous, form)
      if (state.status === 'done') onDone?.(state.value)
      return state
    } catch (error) {
      unstable_rethrow(error)
      // The portal was updated since the page was made.
      if (unstable_isUnrecognizedActionError(error)) return unsent('EXPIRED', PAGE_EXPIRED)
      return unsent('UNANSWERED', UNANSWERED)
    }
  }
}
