import { ChoiceGroup } from '@/components/form/choice-field'
import { DateField, SelectField, TextField } from '@/components/form/text-field'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, typedText, typedTexts, type ActionState } from '@/lib/core/action-state'
import { GRADE_LABELS } from '@/lib/dossier/messages'
import type { EventInput } from '@/lib/planning/event-schema'
import type { EventChoices } from '@/lib/planning/queries/events'
import { EVENT_KINDS, EVENT_KIND_WORDS } from '@/lib/planning/rules/events'
import { targetOptions, targetValue } from './targets'

const GRADE_OPTIONS = Object.entries(GRADE_LABELS).map(([value, label]) => ({ value, label }))

type EventFieldsProps = {
  choices: EventChoices
  state: ActionState<{ input: EventInput }>
  pending: boolean
}

/** What happens, when, and whom it concerns. What was typed before comes back. */
export function EventFields({ choices, state, pending }: EventFieldsProps) {
  const before = state.status === 'done' ? state.value.input : null
  const text = (name: 'name' | 'kind' | 'startsOn' | 'endsOn' | 'schoolId', fallback = '') => ({
    name,
    defaultValue: before ? String(before[name] ?? '') : typedText(state, name, fallback),
    error: fieldError(state, name),
  })
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card className="flex flex-col gap-5">
        <h2 className="text-lg">L’événement</h2>
        <TextField
          {...text('name')}
          label="Nom, lu par les familles"
          hint="Par exemple : Sortie au musée des CE2. Ne nommez pas d’enfant ni d’enseignant."
          required
          maxLength={80}
        />
        <ChoiceGroup
          {...text('kind', 'OUTING')}
          label="Nature"
          type="radio"
          options={EVENT_KINDS.map((kind) => ({ value: kind, label: EVENT_KIND_WORDS[kind] }))}
        />
        <div className="flex flex-wrap items-end gap-4">
          <DateField {...text('startsOn')} label="Premier jour" required className="min-w-44 flex-1" />
          <DateField
            {...text('endsOn')}
            label="Dernier jour"
            hint="Vide : le même jour"
            className="min-w-44 flex-1"
          />
        </div>
      </Card>
      <div className="flex flex-col gap-4">
        <Card className="flex flex-col gap-5">
          <h2 className="text-lg">Qui est concerné</h2>
          <ChoiceGroup
            name="targets[]"
            id="champ-targets"
            label="Activités libérées"
            type="checkbox"
            options={targetOptions(choices)}
            defaultValue={before ? before.targets.map(targetValue) : typedTexts(state, 'targets[]')}
            error={fieldError(state, 'targets')}
          />
          <SelectField {...text('schoolId')} label="École">
            <option value="">Toutes les écoles</option>
            {choices.schools.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <ChoiceGroup
            name="grades[]"
            id="champ-grades"
            label="Classes"
            hint="Aucune cochée : toutes."
            type="checkbox"
            inline
            options={GRADE_OPTIONS}
            defaultValue={before ? before.grades : typedTexts(state, 'grades[]')}
            error={fieldError(state, 'grades')}
          />
        </Card>
        <div className="flex flex-wrap items-center justify-end gap-3">
          <p className="w-full text-note text-muted sm:text-right">
            Rien n’est encore libéré : vous verrez d’abord combien de familles sont concernées, jour par jour.
          </p>
          <LinkButton href="/admin/evenements" variant="quiet">
            Annuler
          </LinkButton>
          <SubmitButton name="step" value="preview" pending={pending}>
            Voir ce qui sera libéré
          </SubmitButton>
        </div>
      </div>
    </div>
  )
}
