'use client'

import { Eye } from 'lucide-react'
import { useActionState } from 'react'
import { Alert } from '@/components/ui/alert'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { SubmitButton } from '@/components/ui/submit-button'
import { IDLE } from '@/lib/core/action-state'
import { showHealth } from './actions'

type HealthProps = { familyId: string; childId: string; firstName: string }

/** A child's allergies and PAI, hidden until an agent asks for them. */
export function Health({ familyId, childId, firstName }: HealthProps) {
  const [state, send] = useActionState(showHealth, IDLE)
  if (state.status === 'done')
    return (
      <DescriptionList className="mt-3">
        <DescriptionRow label="Allergies">{state.value.allergies ?? 'Aucune connue'}</DescriptionRow>
        <DescriptionRow label="PAI">{state.value.careplan ?? 'Aucun'}</DescriptionRow>
      </DescriptionList>
    )
  return (
    <form action={send} className="mt-3 flex flex-col gap-2">
      <input type="hidden" name="familyId" value={familyId} />
      <input type="hidden" name="childId" value={childId} />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton variant="secondary" size="sm">
          <Eye /> Afficher les allergies et le PAI<span className="sr-only"> de {firstName}</span>
        </SubmitButton>
        <p className="text-sm text-muted">Cette lecture est inscrite au journal.</p>
      </div>
      {state.status === 'refused' && (
        <Alert tone="danger" live>
          {state.message}
        </Alert>
      )}
    </form>
  )
}
