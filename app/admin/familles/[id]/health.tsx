'use client'

import { Eye, Hourglass } from 'lucide-react'
import { useActionState } from 'react'
import { Alert } from '@/components/ui/alert'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { SubmitButton } from '@/components/ui/submit-button'
import { Tag } from '@/components/ui/tag'
import { IDLE } from '@/lib/core/action-state'
import { showHealth } from './actions'

type HealthProps = { familyId: string; childId: string; firstName: string }

/** A child's health data, hidden until an agent asks for it; what is declared and not validated is told too. */
export function Health({ familyId, childId, firstName }: HealthProps) {
  const [state, send] = useActionState(showHealth, IDLE)
  if (state.status === 'done')
    return (
      <DescriptionList className="mt-3">
        {state.value.map(({ label, value, isDeclaredOnly }, n) => (
          <DescriptionRow key={n} label={label}>
            <span className="whitespace-pre-line">{value}</span>
            {isDeclaredOnly && (
              <Tag tone="warning" icon={Hourglass} className="ml-2">
                Déclaré, non validé
              </Tag>
            )}
          </DescriptionRow>
        ))}
      </DescriptionList>
    )
  return (
    <form action={send} className="mt-3 flex flex-col gap-2">
      <input type="hidden" name="familyId" value={familyId} />
      <input type="hidden" name="childId" value={childId} />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton variant="secondary" size="sm">
          <Eye /> Afficher les données sanitaires<span className="sr-only"> de {firstName}</span>
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
