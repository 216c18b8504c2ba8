'use client'

import { useEffect } from 'react'
import { ChoiceGroup } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { DateField, SelectField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SectionCard } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { WEEKDAY_OPTIONS } from '@/lib/activity/messages'
import { fieldError, refusalOf, typedField } from '@/lib/core/action-state'
import { enroll } from './actions'

type Choice<Id> = { id: Id; name: string }

type EnrollFormProps = { people: readonly Choice<string>[]; activities: readonly Choice<number>[] }

const SCHOOL_WEEKDAYS = ['1', '2', '4', '5']

/** « Inscrire à une activité »: child, activity, period, weekdays. */
export function EnrollForm({ people, activities }: EnrollFormProps) {
  const { state, pending, form } = useActionForm(enroll)
  useEffect(() => {
    if (state.status === 'done') showToast({ message: 'L’inscription est enregistrée.' })
  }, [state])
  const field = (name: string) => typedField(state, name)
  const days = state.status === 'refused' ? state.values['weekdays[]'] : undefined
  return (
    <SectionCard title="Inscrire à une activité">
      <form {...form} key={state.status === 'done' ? state.value : 'form'} className="flex flex-col gap-4">
        <ErrorSummary {...refusalOf(state)} />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField {...field('childId')} label="Enfant">
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField {...field('activityId')} label="Activité">
            {activities.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <DateField {...field('startsOn')} label="Premier jour" required />
          <DateField {...field('endsOn')} label="Dernier jour" required />
        </div>
        <ChoiceGroup
          name="weekdays[]"
          id="champ-weekdays"
          label="Jours de la semaine"
          type="checkbox"
          inline
          options={WEEKDAY_OPTIONS}
          defaultValue={days ?? SCHOOL_WEEKDAYS}
          error={fieldError(state, 'weekdays')}
        />
        <div>
          <SubmitButton variant="secondary" pending={pending}>
            Inscrire
          </SubmitButton>
        </div>
      </form>
    </SectionCard>
  )
}
