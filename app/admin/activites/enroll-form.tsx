'use client'

import { useEffect, useState } from 'react'
import { CheckboxField, ChoiceGroup } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { DateField, SelectField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { WEEKDAY_OPTIONS } from '@/lib/activity/messages'
import type { Group, GroupedChild } from '@/lib/activity/rules/groups'
import { fieldError, refusalOf, typedField, typedText, type ActionState } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { GroupField } from './group-field'

type EnrollFormProps = {
  send: (previous: ActionState<string>, form: FormData) => Promise<ActionState<string>>
  /** One, or more to choose from; so are the activities. */
  people: readonly (GroupedChild & { id: string; name: string })[]
  activities: readonly { id: number; name: string; groups: readonly Group[]; weekdays?: readonly number[] }[]
  today: Day
}

const SCHOOL_WEEKDAYS = [1, 2, 4, 5]

/** « Inscrire à une activité »: child, activity, group where there are several, period, weekdays. */
export function EnrollForm({ send, ...choices }: EnrollFormProps) {
  const { state, pending, form } = useActionForm(send)
  useEffect(() => {
    if (state.status === 'done') showToast({ message: 'L’inscription est enregistrée.' })
  }, [state])
  return (
    <form {...form} key={state.status === 'done' ? state.value : 'form'} className="flex flex-col gap-4">
      <ErrorSummary {...refusalOf(state)} />
      <EnrollFields state={state} {...choices} />
      <div>
        <SubmitButton variant="secondary" pending={pending}>
          Inscrire
        </SubmitButton>
      </div>
    </form>
  )
}

function EnrollFields({
  state,
  people,
  activities,
  today,
}: Omit<EnrollFormProps, 'send'> & { state: ActionState<string> }) {
  const [childId, setChild] = useState(typedText(state, 'childId', people[0]?.id))
  const [activityId, setActivity] = useState(typedText(state, 'activityId', String(activities[0]?.id)))
  const child = people.find(({ id }) => id === childId) ?? people[0]
  const activity = activities.find(({ id }) => String(id) === activityId) ?? activities[0]
  const field = (name: string) => typedField(state, name)
  const days = state.status === 'refused' ? state.values['weekdays[]'] : undefined
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {people.length === 1 ? (
          <input type="hidden" name="childId" value={child?.id} />
        ) : (
          <SelectField {...field('childId')} label="Enfant" onChange={({ target }) => setChild(target.value)}>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        {activities.length === 1 ? (
          <input type="hidden" name="activityId" value={activity?.id} />
        ) : (
          <SelectField
            {...field('activityId')}
            label="Activité"
            onChange={({ target }) => setActivity(target.value)}
          >
            {activities.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        {activity && child && activity.groups.length > 1 && (
          <GroupField
            key={activity.id}
            {...field('groupId')}
            groups={activity.groups}
            child={child}
            on={today}
            className="sm:col-span-2"
          />
        )}
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
        defaultValue={days ?? (activity?.weekdays ?? SCHOOL_WEEKDAYS).map(String)}
        error={fieldError(state, 'weekdays')}
      />
      <CheckboxField
        name="isOccasional"
        value="1"
        label="Vient occasionnellement"
        hint="Si le tarif de l’activité a un prix pour les enfants occasionnels, c’est le sien."
        defaultChecked={typedText(state, 'isOccasional') !== ''}
      />
    </>
  )
}
