'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, refusalOf } from '@/lib/core/action-state'
import { saveLinks } from './actions'
import { LinkFields, type GuardianChoice, type LinkValue } from './link-fields'

type LinksFormProps = {
  familyId: string
  childId: string
  guardians: readonly GuardianChoice[]
  links: readonly LinkValue[]
}

/** The links of a known child with the guardians of this family; those of another family stay as they are. */
export function LinksForm({ familyId, childId, guardians, links }: LinksFormProps) {
  const { state, pending, form } = useActionForm(saveLinks)
  return (
    <form {...form} className="flex max-w-form flex-col gap-4">
      <ErrorSummary {...refusalOf(state)} />
      <input type="hidden" name="familyId" value={familyId} />
      <input type="hidden" name="childId" value={childId} />
      <LinkFields guardians={guardians} links={links} error={fieldError(state, 'links')} />
      <div>
        <SubmitButton variant="secondary" pending={pending}>
          Enregistrer les liens
        </SubmitButton>
      </div>
    </form>
  )
}
