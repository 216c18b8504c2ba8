'use client'

import { ClipboardCheck } from 'lucide-react'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { confirm } from './actions'

/** Once a year: read the dossier again, correct it, and say that it is up to date. */
export function ConfirmationCard({ familyId }: { familyId: string }) {
  const { state, pending, form } = useActionForm(confirm)
  return (
    <form
      {...form}
      className="mb-6 flex flex-col gap-3 rounded-card border border-transparent bg-brand-soft p-4 sm:flex-row sm:items-center sm:gap-5 sm:p-5"
    >
      <ClipboardCheck className="size-6 shrink-0 text-brand-text max-sm:hidden" aria-hidden />
      <div className="min-w-0 flex-1">
        <h2 className="text-lg">Votre dossier est-il à jour ?</h2>
        <p>Une fois par an, relisez-le : corrigez ce qui a changé, puis confirmez le reste.</p>
        {state.status === 'refused' && (
          <Alert tone="danger" live className="mt-2">
            {state.message}
          </Alert>
        )}
      </div>
      <input type="hidden" name="familyId" value={familyId} />
      <SubmitButton pending={pending} pendingLabel="Enregistrement…">
        Tout est à jour
      </SubmitButton>
    </form>
  )
}
