'use client'

import { Eye, Hourglass } from 'lucide-react'
import { useActionState } from 'react'
import { Alert } from '@/components/ui/alert'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { SubmitButton } from '@/components/ui/submit-button'
import { IDLE } from '@/lib/core/action-state'
import { showTax } from './actions'

/** What the dossier says of a family's income, hidden until an agent asks for it. */
export function Tax({ familyId }: { familyId: string }) {
  const [state, send] = useActionState(showTax, IDLE)
  if (state.status === 'done')
    return (
      <DescriptionList className="mt-3">
        {state.value.map(({ label, value, asked }) => (
          <DescriptionRow
            key={label}
            label={label}
            pending={
              asked && (
                <Alert tone="warning" icon={Hourglass} title={asked}>
                  Demandé, en attente de validation
                </Alert>
              )
            }
          >
            {value}
          </DescriptionRow>
        ))}
      </DescriptionList>
    )
  return (
    <form action={send} className="mt-3 flex flex-col gap-2">
      <input type="hidden" name="familyId" value={familyId} />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton variant="secondary" size="sm">
          <Eye /> Afficher les informations fiscales
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
