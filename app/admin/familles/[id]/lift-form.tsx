'use client'

import { DateField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { typedField } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { lift } from './actions'

type LiftFormProps = { familyId: string; until: Day; isLifted: boolean }

/** « Lever la suspension » of a family's reservations until a day. */
export function LiftForm({ familyId, until, isLifted }: LiftFormProps) {
  const { state, pending, form } = useActionForm(lift)
  return (
    <form {...form} className="flex flex-wrap items-end gap-3 text-ink">
      <input type="hidden" name="familyId" value={familyId} />
      <DateField {...typedField(state, 'until', until)} label="Réservations permises jusqu’au" required />
      <SubmitButton variant="secondary" pending={pending}>
        {isLifted ? 'Changer ce jour' : 'Lever la suspension'}
      </SubmitButton>
    </form>
  )
}
