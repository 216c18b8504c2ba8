'use client'

import { Eye, Pencil, Plus } from 'lucide-react'
import { MissingVaccines } from '@/components/dossier/missing-vaccines'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { showHealth } from './actions'
import { DossierLines } from './dossier-lines'

type HealthProps = {
  familyId: string
  childId: string
  firstName: string
  /** Whether nothing is known: then there is nothing to show. */
  isEmpty: boolean
  /** The address under which the child's sections are written; none for who may not. */
  editHref?: string
}

/** A child's health data, hidden until an agent asks for it; what is declared and not validated is told too. */
export function Health({ familyId, childId, firstName, isEmpty, editHref }: HealthProps) {
  const { state, form } = useActionForm(showHealth)
  if (state.status === 'done')
    return (
      <>
        <DossierLines lines={state.value.lines} editHref={editHref} />
        <div className="mt-3">
          <MissingVaccines missing={state.value.missingVaccines} />
        </div>
        {editHref && <HealthLinks editHref={editHref} />}
      </>
    )
  if (isEmpty)
    return (
      <div className="mt-3">
        <p className="text-note text-muted">Aucune donnée sanitaire au dossier.</p>
        {editHref && <HealthLinks editHref={editHref} />}
      </div>
    )
  return (
    <form {...form} className="mt-3 flex flex-col gap-2">
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

function HealthLinks({ editHref }: { editHref: string }) {
  return (
    <p className="mt-3 flex flex-wrap gap-2">
      <LinkButton href={`${editHref}/sante`} variant="secondary" size="sm">
        <Pencil /> Données sanitaires
      </LinkButton>
      <LinkButton href={`${editHref}/allergies?element=nouveau`} variant="secondary" size="sm">
        <Plus /> Allergie
      </LinkButton>
      <LinkButton href={`${editHref}/vaccins?element=nouveau`} variant="secondary" size="sm">
        <Plus /> Vaccin
      </LinkButton>
    </p>
  )
}
