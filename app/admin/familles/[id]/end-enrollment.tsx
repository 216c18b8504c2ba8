'use client'

import { DateField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { typedField } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { endOfEnrollment } from './actions'

/** « Arrêter… » an enrollment: its last day, earlier than it was. */
export function EndEnrollment({ id, activity, endsOn }: { id: string; activity: string; endsOn: Day }) {
  const { state, pending, form } = useActionForm(endOfEnrollment)
  return (
    <details key={endsOn} className="mb-2">
      <summary className="inline-flex min-h-6 cursor-pointer items-center text-brand-text underline underline-offset-2">
        Arrêter<span className="sr-only"> l’inscription : {activity}</span>
      </summary>
      <form {...form} className="mt-2 flex flex-wrap items-end gap-3">
        <input type="hidden" name="enrollmentId" value={id} />
        <DateField
          {...typedField(state, 'endsOn')}
          id={`fin-${id}`}
          label="Dernier jour"
          max={endsOn}
          required
        />
        <SubmitButton variant="secondary" size="sm" pending={pending}>
          Arrêter l’inscription
        </SubmitButton>
      </form>
    </details>
  )
}
