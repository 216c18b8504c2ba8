'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { DateField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { refusalOf, typedField } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { frequencyOfEnrollment } from '../../../actions'

type FrequencyFormProps = { enrollmentId: string; isOccasional: boolean; earliest: Day; latest: Day }

/** Says from when a child comes regularly, or now and then. */
export function FrequencyForm({ enrollmentId, isOccasional, earliest, latest }: FrequencyFormProps) {
  const { state, pending, form } = useActionForm(frequencyOfEnrollment)
  return (
    <form {...form} className="flex flex-col gap-4">
      <ErrorSummary {...refusalOf(state)} />
      <input type="hidden" name="enrollmentId" value={enrollmentId} />
      <input type="hidden" name="isOccasional" value={String(!isOccasional)} />
      <DateField
        {...typedField(state, 'from', earliest)}
        label={isOccasional ? 'Vient régulièrement à partir du' : 'Vient occasionnellement à partir du'}
        min={earliest}
        max={latest}
        required
      />
      <div>
        <SubmitButton variant="secondary" pending={pending}>
          Enregistrer le rythme
        </SubmitButton>
      </div>
    </form>
  )
}
