'use client'

import { ChoiceGroup, CheckboxField } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { SelectField, TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { ICON_WORDS, OPENING_WORDS, WEEKDAY_OPTIONS } from '@/lib/activity/messages'
import type { ActivityView } from '@/lib/activity/queries'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { fieldError, refusalOf, typedText } from '@/lib/core/action-state'
import type { Day, WallTime } from '@/lib/core/day'
import { save } from './actions'
import { DeadlineFields } from './deadline-fields'

type ActivityFormProps = {
  /** Absent: a new one. */
  activity?: ActivityView
  today: Day
  calendar: Calendar
}

const NEW_OPENING = { id: 0, opensOn: 'SCHOOL_DAYS', weekdays: [1, 2, 4, 5] } as const

/** What an activity is and the rules of its bookings. */
export function ActivityForm({ activity, today, calendar }: ActivityFormProps) {
  const { state, pending, form } = useActionForm(save)
  const typed = (name: string, fallback: string) => typedText(state, name, fallback)
  const error = (name: string) => fieldError(state, name)
  const typedDays = state.status === 'refused' ? state.values['weekdays[]'] : undefined
  const deadline = { typed, errors: error, today, calendar, opening: activity ?? NEW_OPENING }
  const startsAt = activity?.startsAt ?? ('12:00' as WallTime)
  return (
    <form {...form} className="grid items-start gap-4 lg:grid-cols-2">
      <div className="lg:col-span-2">
        <ErrorSummary {...refusalOf(state)} />
      </div>
      {activity && <input type="hidden" name="id" value={activity.id} />}
      <Card className="flex flex-col gap-5">
        <TextField
          name="name"
          label="Nom"
          required
          maxLength={60}
          defaultValue={typed('name', activity?.name ?? '')}
          error={error('name')}
        />
        <SelectField name="icon" label="Icône" defaultValue={typed('icon', activity?.icon ?? 'MEAL')}>
          {Object.entries(ICON_WORDS).map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </SelectField>
        <SelectField
          name="opensOn"
          label="Ouverture"
          defaultValue={typed('opensOn', activity?.opensOn ?? 'SCHOOL_DAYS')}
        >
          {Object.entries(OPENING_WORDS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
        <ChoiceGroup
          name="weekdays[]"
          id="champ-weekdays"
          label="Jours de la semaine"
          type="checkbox"
          inline
          options={WEEKDAY_OPTIONS}
          defaultValue={typedDays ?? (activity?.weekdays ?? NEW_OPENING.weekdays).map(String)}
          error={error('weekdays')}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="startsAt"
            label="Début"
            hint="Par exemple 11:45"
            required
            defaultValue={typed('startsAt', activity?.startsAt ?? '')}
            error={error('startsAt')}
          />
          <TextField
            name="endsAt"
            label="Fin"
            hint="Par exemple 13:30"
            required
            defaultValue={typed('endsAt', activity?.endsAt ?? '')}
            error={error('endsAt')}
          />
        </div>
        <TextField
          name="capacity"
          label="Places par jour"
          hint="Laissez vide si les places ne sont pas limitées. Avec moins de places, personne ne perd une place réservée."
          inputMode="numeric"
          defaultValue={typed('capacity', String(activity?.capacity ?? ''))}
          error={error('capacity')}
        />
        <CheckboxField
          name="showsPlacesLeft"
          label="Montrer aux parents les places restantes"
          defaultChecked={activity?.showsPlacesLeft ?? true}
        />
        <ChoiceGroup
          name="autoAccepts"
          label="Les demandes dans les délais"
          type="radio"
          options={[
            { value: '1', label: 'sont acceptées aussitôt, s’il reste une place' },
            { value: '0', label: 'attendent la réponse d’un agent' },
          ]}
          defaultValue={typed('autoAccepts', (activity?.autoAccepts ?? true) ? '1' : '0')}
          error={error('autoAccepts')}
        />
      </Card>
      <div className="flex flex-col gap-4">
        <Card>
          <DeadlineFields
            {...deadline}
            name="booking"
            legend="Réserver"
            rule={activity?.bookingDeadline ?? { kind: 'NONE' }}
            startsAt={startsAt}
          />
        </Card>
        <Card>
          <DeadlineFields
            {...deadline}
            name="absence"
            legend="Déclarer une absence"
            rule={activity?.absenceDeadline ?? { kind: 'NONE' }}
            startsAt={startsAt}
          />
        </Card>
        <p className="text-note text-muted">
          Ces règles valent aussitôt pour tous les jours à venir : chaque case du planning des parents les
          explique.
        </p>
        <div className="flex flex-wrap justify-end gap-3">
          <LinkButton href="/admin/activites" variant="secondary">
            Annuler
          </LinkButton>
          <SubmitButton pending={pending}>Enregistrer l’activité</SubmitButton>
        </div>
      </div>
    </form>
  )
}
