'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { refusalOf } from '@/lib/core/action-state'
import type { EventChoices } from '@/lib/planning/queries/events'
import { ask } from '../actions'
import { EventFields } from './event-fields'
import { EventPreview } from './event-preview'

/** The form of an event, then what it would release. Works without JavaScript. */
export function EventForm({ choices }: { choices: EventChoices }) {
  const { state, pending, form } = useActionForm(ask)
  const answer = state.status === 'done' ? state.value : null
  return (
    <form {...form}>
      {answer?.effect ? (
        <EventPreview input={answer.input} effect={answer.effect} choices={choices} pending={pending} />
      ) : (
        <>
          <ErrorSummary {...refusalOf(state)} className="mb-4" />
          <EventFields choices={choices} state={state} pending={pending} />
        </>
      )}
    </form>
  )
}
