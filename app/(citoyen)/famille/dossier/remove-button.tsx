'use client'

import { useActionForm } from '@/components/form/use-action-form'
import { remove } from './actions'

type RemoveButtonProps = {
  /** « child.0194….0195… ». */
  target: string
  section: string
  /** What is removed: « Arachide ». */
  label: string
}

/** « Demander le retrait » of an item of a list: it stays in force until the collectivité has answered. */
export function RemoveButton({ target, section, label }: RemoveButtonProps) {
  const { state, pending, form } = useActionForm(remove)
  return (
    <form {...form}>
      <input type="hidden" name="target" value={target} />
      <input type="hidden" name="section" value={section} />
      <button
        type="submit"
        aria-disabled={pending || undefined}
        className="inline-flex min-h-target items-center px-1 font-semibold underline underline-offset-4 hover:no-underline"
      >
        Demander le retrait<span className="sr-only"> : {label}</span>
      </button>
      {state.status === 'refused' && (
        <p role="alert" className="max-w-form">
          {state.message}
        </p>
      )}
    </form>
  )
}
