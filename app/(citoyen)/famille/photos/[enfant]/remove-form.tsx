'use client'

import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { remove } from '../actions'

/** « Retirer cette photo », at once. `which` says which one to screen readers. */
export function RemoveForm({ photoId, which }: { photoId: string; which: string }) {
  const { state, pending, form } = useActionForm(remove)
  return (
    <form {...form} className="flex flex-col items-start gap-2">
      <input type="hidden" name="photoId" value={photoId} />
      {state.status === 'refused' && (
        <Alert tone="danger" live>
          <p>{state.message}</p>
        </Alert>
      )}
      <SubmitButton variant="secondary" size="sm" pending={pending} pendingLabel="Retrait…">
        Retirer cette photo<span className="sr-only"> ({which})</span>
      </SubmitButton>
    </form>
  )
}
