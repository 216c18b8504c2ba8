'use client'

import { useActionForm } from '@/components/form/use-action-form'
import { ErrorSummary } from '@/components/form/error-summary'
import { refusalOf } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { askPeriod } from './actions'
import { PeriodFields, type PeriodChoices } from './period-fields'
import { PeriodPreview } from './period-preview'
import { PeriodResult } from './period-result'

/** The form, its preview and its result, one after the other. Works without JavaScript. */
export function PeriodForm({ today, ...choices }: PeriodChoices & { today: Day }) {
  const { state, pending, form } = useActionForm(askPeriod)
  const answer = state.status === 'done' ? state.value : null
  if (answer?.step === 'confirm') return <PeriodResult view={answer.view!} />
  return (
    <form {...form}>
      {answer?.step === 'preview' ? (
        <PeriodPreview input={answer.input} view={answer.view!} pending={pending} />
      ) : (
        <>
          <ErrorSummary {...refusalOf(state)} className="mb-4" />
          <PeriodFields {...choices} today={today} state={state} pending={pending} />
        </>
      )}
    </form>
  )
}
