'use client'

import { Eye } from 'lucide-react'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { showHousehold } from './actions'
import { DossierLines } from './dossier-lines'

/** What the guardians hold together (tax, bank), hidden until an agent asks for it. */
export function Household({ familyId, editHref }: { familyId: string; editHref?: string }) {
  const { state, form } = useActionForm(showHousehold)
  if (state.status === 'done')
    return state.value.length > 0 ? (
      <DossierLines lines={state.value} editHref={editHref} />
    ) : (
      <p className="text-muted">Rien n’est renseigné.</p>
    )
  return (
    <form {...form} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="familyId" value={familyId} />
      <SubmitButton variant="secondary" size="sm">
        <Eye /> Afficher
      </SubmitButton>
      <p className="text-sm text-muted">Cette lecture est inscrite au journal.</p>
      {state.status === 'refused' && (
        <Alert tone="danger" live>
          {state.message}
        </Alert>
      )}
    </form>
  )
}
