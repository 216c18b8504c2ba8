'use client'

import { useActionForm } from '@/components/form/use-action-form'
import { withdraw } from './actions'

type WithdrawButtonProps = {
  changeId: string
  /** « child.0194… ». */
  target: string
  section: string
  /** What is taken back: « Régime alimentaire ». */
  label: string
}

/** « Retirer »: takes back a change that waits; the value in force stays. */
export function WithdrawButton({ changeId, target, section, label }: WithdrawButtonProps) {
  const { state, pending, form } = useActionForm(withdraw)
  return (
    <form {...form}>
      <input type="hidden" name="changeId" value={changeId} />
      <input type="hidden" name="target" value={target} />
      <input type="hidden" name="section" value={section} />
      <button
        type="submit"
        aria-disabled={pending || undefined}
        className="inline-flex min-h-target items-center px-1 font-semibold underline underline-offset-4 hover:no-underline"
      >
        Retirer<span className="sr-only"> la demande : {label}</span>
      </button>
      {state.status === 'refused' && (
        <p role="alert" className="max-w-form">
          {state.message}
        </p>
      )}
    </form>
  )
}
