'use client'

import { ChevronDown } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import type { ButtonLook } from '@/components/ui/button-look'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ActionState } from '@/lib/core/action-state'
import { refusalOf } from '@/lib/core/action-state'

type AccountFormProps = {
  action: (previous: ActionState<void>, form: FormData) => Promise<ActionState<void>>
  submit: string
  variant?: ButtonLook['variant']
  /** Said when it is done. */
  done: string
  /** The form is behind this line, which opens it. */
  summary?: string
  /** The fields. `idOf` gives each an identifier of its own: the page has several passwords. */
  children: (state: ActionState<void>, idOf: (name: string) => string) => ReactNode
}

/** A form of the account's page: its fields, its errors, its outcome. */
export function AccountForm({ action, submit, variant, done, summary, children }: AccountFormProps) {
  const { state, pending, form } = useActionForm(action)
  const prefix = useId()
  const idOf = (name: string) => `${prefix}-${name}`
  const content = (
    <form {...form} className="flex max-w-form flex-col gap-5">
      <ErrorSummary {...refusalOf(state)} idOf={idOf} />
      {children(state, idOf)}
      <div>
        <SubmitButton variant={variant} pending={pending} pendingLabel="Un instant…">
          {submit}
        </SubmitButton>
      </div>
    </form>
  )
  const outcome = state.status === 'done' && (
    <Alert tone="success" live>
      {done}
    </Alert>
  )
  if (!summary)
    return (
      <div className="flex flex-col gap-4">
        {outcome}
        {content}
      </div>
    )
  return (
    <div className="flex flex-col gap-4">
      {outcome}
      <details className="group" open={state.status === 'refused'} key={state.status}>
        <summary className="inline-flex min-h-target items-center gap-2 rounded-control font-semibold text-brand-text underline-offset-4 hover:underline">
          {summary} <ChevronDown className="group-open:rotate-180" />
        </summary>
        <div className="pt-3">{content}</div>
      </details>
    </div>
  )
}
