import { ActivityIcon } from '@/components/planning/activity-icon'
import { ChoiceGroup } from '@/components/form/choice-field'
import { DateField, SelectField, TextAreaField } from '@/components/form/text-field'
import { Card } from '@/components/ui/card'
import { LinkButton } from '@/components/ui/button'
import { ChildDisc } from '@/components/ui/disc'
import { SubmitButton } from '@/components/ui/submit-button'
import { WEEKDAY_OPTIONS } from '@/lib/activity/messages'
import { fieldError, typedText, type ActionState } from '@/lib/core/action-state'
import { addDays, type Day } from '@/lib/core/day'
import { ABSENCE_REASON_WORDS } from '@/lib/planning/messages'
import { ABSENCE_REASONS, FARTHEST_DAY } from '@/lib/planning/rules/period'
import type { GridActivity, GridChild } from '@/lib/planning/rules/grid'
import type { PeriodInput } from '@/lib/planning/schema'

export type PeriodChoices = {
  people: readonly GridChild[]
  activities: readonly Pick<GridActivity, 'id' | 'name' | 'icon'>[]
}

type PeriodFieldsProps = PeriodChoices & {
  today: Day
  state: ActionState<{ input: PeriodInput }>
  pending: boolean
}

/** Monday to Friday: what is asked for most. */
const USUAL_WEEKDAYS = ['1', '2', '3', '4', '5']

/** What is asked for, for whom and when. What was typed before comes back. */
export function PeriodFields({ people, activities, today, state, pending }: PeriodFieldsProps) {
  const error = (name: string) => fieldError(state, name)
  const before = state.status === 'done' ? state.value.input : null
  const text = (name: 'kind' | 'from' | 'to' | 'absenceReason' | 'comment', fallback = '') =>
    before ? (before[name] ?? '') : typedText(state, name, fallback)
  const several = (name: 'childIds' | 'activityIds' | 'weekdays', fallback: string[]) => {
    if (before) return before[name].map(String)
    const typed = state.status === 'refused' ? (state.values[`${name}[]`] ?? []) : fallback
    return [typed].flat()
  }
  const only = (list: readonly { id: string | number }[]) => (list.length === 1 ? [String(list[0]!.id)] : [])
  return (
    <div className="group grid items-start gap-4 lg:grid-cols-2">
      <Card className="flex flex-col gap-5">
        <ChoiceGroup
          name="kind"
          label="Votre demande"
          type="radio"
          inline
          options={[
            { value: 'RESERVATION', label: 'Une réservation' },
            { value: 'ABSENCE', label: 'Une absence' },
          ]}
          defaultValue={text('kind', 'RESERVATION')}
          error={error('kind')}
        />
        <ChoiceGroup
          name="childIds[]"
          id="champ-childIds"
          label={people.length > 1 ? 'Pour quels enfants' : 'Pour quel enfant'}
          type="checkbox"
          inline
          options={people.map(({ id, firstName, colour }) => ({
            value: id,
            label: (
              <span className="inline-flex items-center gap-2">
                <ChildDisc firstName={firstName} colour={colour} size="sm" /> {firstName}
              </span>
            ),
          }))}
          defaultValue={several('childIds', only(people))}
          error={error('childIds')}
        />
        <ChoiceGroup
          name="activityIds[]"
          id="champ-activityIds"
          label="Pour quelles activités"
          type="checkbox"
          options={activities.map(({ id, name, icon }) => ({
            value: String(id),
            label: (
              <span className="inline-flex items-center gap-2">
                <ActivityIcon icon={icon} /> {name}
              </span>
            ),
          }))}
          defaultValue={several('activityIds', only(activities))}
          error={error('activityIds')}
        />
      </Card>
      <div className="flex flex-col gap-4">
        <Card className="flex flex-col gap-5">
          <div className="flex flex-wrap gap-4">
            <DateField
              name="from"
              label="Premier jour"
              min={today}
              defaultValue={text('from')}
              error={error('from')}
              className="min-w-44 flex-1"
            />
            <DateField
              name="to"
              label="Dernier jour"
              min={today}
              max={addDays(today, FARTHEST_DAY)}
              defaultValue={text('to')}
              error={error('to')}
              className="min-w-44 flex-1"
            />
          </div>
          <ChoiceGroup
            name="weekdays[]"
            id="champ-weekdays"
            label="Les jours de la semaine"
            type="checkbox"
            inline
            options={WEEKDAY_OPTIONS}
            defaultValue={several('weekdays', USUAL_WEEKDAYS)}
            error={error('weekdays')}
          />
          {/* By style alone, so without JavaScript too. */}
          <SelectField
            name="absenceReason"
            label="Motif de l’absence"
            hint="Une maladie peut se signaler après le délai, si vous remettez ensuite le certificat médical."
            defaultValue={text('absenceReason')}
            error={error('absenceReason')}
            className="hidden! group-has-[[value=ABSENCE]:checked]:flex!"
          >
            <option value="">Choisir un motif…</option>
            {ABSENCE_REASONS.map((reason) => (
              <option key={reason} value={reason}>
                {ABSENCE_REASON_WORDS[reason]}
              </option>
            ))}
          </SelectField>
          <TextAreaField
            name="comment"
            label="Commentaire pour le service (facultatif)"
            rows={2}
            maxLength={500}
            defaultValue={text('comment')}
            error={error('comment')}
          />
        </Card>
        <div className="flex flex-wrap items-center justify-end gap-3">
          <p className="w-full text-note text-muted sm:text-right">
            Rien n’est encore demandé : vous verrez d’abord ce qui est possible, jour par jour.
          </p>
          <LinkButton href="/famille/planning" variant="quiet">
            Annuler
          </LinkButton>
          <SubmitButton name="step" value="preview" pending={pending}>
            Voir jour par jour
          </SubmitButton>
        </div>
      </div>
    </div>
  )
}
