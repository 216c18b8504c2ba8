'use client'

import { useState } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { LinkButton } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { activityValues } from '@/lib/activity/form-values'
import type { ActivityView } from '@/lib/activity/queries'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { refusalOf, type FormValues } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { save } from './actions'
import { AbsenceFields, BookingFields } from './booking-fields'
import { formFields, valuesOf } from './form-fields'
import { GeneralFields } from './general-fields'
import { DayLimitFields, LinkFields, WaitingFields } from './more-fields'

type ActivityFormProps = {
  /** Absent: a new one. */
  activity?: ActivityView
  /** The other activities, to be linked with. */
  others: readonly { id: number; name: string }[]
  today: Day
  calendar: Calendar
}

/** What an activity is and the rules of its bookings, each with the sentence that says what it means. */
export function ActivityForm({ activity, others, today, calendar }: ActivityFormProps) {
  const { state, pending, form } = useActionForm(save)
  const [live, setLive] = useState<FormValues | null>(null)
  const known = activityValues(activity)
  const fields = formFields({ state, known, live, activityId: activity?.id ?? null, today, calendar })
  return (
    <form
      {...form}
      onChange={(event) => setLive(valuesOf(event.currentTarget))}
      className="grid items-start gap-4 lg:grid-cols-2 lg:grid-rows-[auto_auto_1fr]"
    >
      <div className="lg:col-span-2">
        <ErrorSummary {...refusalOf(state)} />
      </div>
      {activity && <input type="hidden" name="id" value={activity.id} />}
      <div className="min-w-0">
        <GeneralFields fields={fields} isNew={!activity} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 lg:row-span-2">
        <BookingFields fields={fields} />
        <AbsenceFields fields={fields} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <DayLimitFields fields={fields} />
        <WaitingFields fields={fields} />
        <LinkFields fields={fields} others={others} />
      </div>
      <div className="flex flex-wrap items-center justify-end gap-3 lg:col-span-2">
        <p className="flex-1 basis-64 text-note text-muted">
          Ces règles valent aussitôt pour tous les jours à venir : chaque case du planning des parents les
          explique.
        </p>
        <LinkButton href="/admin/activites" variant="secondary">
          Annuler
        </LinkButton>
        <SubmitButton pending={pending}>Enregistrer l’activité</SubmitButton>
      </div>
    </form>
  )
}
