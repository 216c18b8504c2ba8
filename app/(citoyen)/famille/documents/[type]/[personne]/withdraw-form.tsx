'use client'

import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { withdraw } from '../../actions'

/** « Retirer ce document », while it waits. */
export function WithdrawForm({ documentId }: { documentId: string }) {
  const { state, pending, form } = useActionForm(withdraw)
  return (
    <form {...form} className="flex flex-col items-start gap-2">
      <input type="hidden" name="documentId" value={documentId} />
      {state.status === 'refused' && (
        <Alert tone="danger" live>
          <p>{state.message}</p>
        </Alert>
      )}
      <SubmitButton variant="secondary" size="sm" pending={pending} pendingLabel="Retrait…">
        Retirer ce document
      </SubmitButton>
    </form>
  )
}
