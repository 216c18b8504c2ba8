'use client'

import { useEffect } from 'react'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { capacityWords } from '@/lib/activity/rules/summary'
import type { Group } from '@/lib/activity/rules/groups'
import { refusalOf, typedField } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { dayCapacity } from '../../actions'

type DayCapacityFormProps = {
  activityId: number
  group: Group
  day: Day
  /** Of this day alone; null: those of the group. */
  capacity: number | null
  /** What is booked and who waits, in words. */
  counted: string
}

/** The places of a group on one day. */
export function DayCapacityForm({ activityId, group, day, capacity, counted }: DayCapacityFormProps) {
  const { state, pending, form } = useActionForm(dayCapacity)
  useEffect(() => {
    if (state.status === 'done') showToast({ message: 'Les places de ce jour sont enregistrées.' })
  }, [state])
  const { message } = refusalOf(state)
  return (
    <form {...form} className="flex flex-col items-start gap-3 border-t border-line pt-3">
      <input type="hidden" name="activityId" value={activityId} />
      <input type="hidden" name="groupId" value={group.id} />
      <input type="hidden" name="day" value={day} />
      {message && (
        <Alert tone="danger" live className="w-full">
          {message}
        </Alert>
      )}
      <TextField
        {...typedField(state, 'capacity', capacity)}
        id={`places-${group.id}`}
        label={group.name ? `Places ce jour-là, ${group.name}` : 'Places ce jour-là'}
        hint={`${counted}. Vide : comme les autres jours (${capacityWords(group.capacity)}).`}
        inputMode="numeric"
        className="w-full"
      />
      <SubmitButton variant="secondary" pending={pending}>
        Enregistrer les places
      </SubmitButton>
    </form>
  )
}
