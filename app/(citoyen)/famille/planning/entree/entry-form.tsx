'use client'

import { useActionForm } from '@/components/form/use-action-form'
import type { EntryServerAction } from '@/components/planning/use-entry-action'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'

type EntryFormProps = {
  send: EntryServerAction
  /** The entry, as the action's form names it. */
  cell: { childId: string; activityId: number; day: string; seen: string }
  actions: { action: string; label: string }[]
}

/** The buttons of an entry and what came of them; works without JavaScript. */
export function EntryForm({ send, cell, actions }: EntryFormProps) {
  const { state, form } = useActionForm(send)
  return (
    <form {...form} className="flex flex-col gap-4">
      {state.status === 'done' && (
        <Alert tone="success" live>
          {state.value.message}
        </Alert>
      )}
      {state.status === 'refused' && (
        <Alert tone="danger" live>
          {state.message}
        </Alert>
      )}
      {Object.entries(cell).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {actions.map((one, index) => (
        <SubmitButton
          key={one.action}
          name="action"
          value={one.action}
          variant={index === 0 ? 'primary' : 'secondary'}
        >
          {one.label}
        </SubmitButton>
      ))}
    </form>
  )
}
