'use client'

import { ChevronDown } from 'lucide-react'
import { ChoiceGroup } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { fieldId } from '@/components/form/field'
import { SelectField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { Tag } from '@/components/ui/tag'
import { refusalOf, typedText, typedTexts, type ActionState } from '@/lib/core/action-state'
import { inSentence, MODE_LABELS, plural } from '@/lib/dossier/messages'
import type { SectionSettingView, UnitSettingView } from '@/lib/dossier/queries/settings-screen'
import { modeField, requiredField } from '@/lib/dossier/settings-schema'
import { saveSection } from '../actions'

/** The settings of a section, folded away until they are needed; what saving them changed is told in it. */
export function SectionSettings({ section }: { section: SectionSettingView }) {
  const { state, pending, form } = useActionForm(saveSection)
  const count = section.units.filter(({ isSet }) => isSet).length
  const id = (name: string) => fieldId(`${section.key}-${name}`)
  return (
    <details
      open={state.status !== 'idle' || undefined}
      className="group rounded-card border border-line bg-card"
    >
      <summary className="flex min-h-target cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 sm:px-6">
        <ChevronDown className="transition-transform group-open:rotate-180" />
        <h3 className="flex-1 text-lg">{section.title}</h3>
        {count > 0 && <Tag tone="brand">{plural(count, 'réglage propre', 'réglages propres')}</Tag>}
      </summary>
      <form {...form} className="flex flex-col gap-4 border-t border-line p-4 sm:p-6">
        <ErrorSummary {...refusalOf(state)} idOf={id} />
        {state.status === 'done' && (
          <Alert tone="success" live title="Enregistré. Pour les familles, dès maintenant :">
            <ul className="list-disc pl-5">
              {state.value.map((effect) => (
                <li key={effect}>{effect}</li>
              ))}
            </ul>
          </Alert>
        )}
        <input type="hidden" name="section" value={section.key} />
        <input type="hidden" name="shown" value={section.shown} />
        <ul key={section.shown} className="divide-y divide-line border-y border-line">
          {section.units.map((unit) => (
            <li key={unit.key} className="py-4">
              <UnitFields unit={unit} state={state} idOf={id} />
            </li>
          ))}
        </ul>
        <div>
          <SubmitButton pending={pending} pendingLabel="Enregistrement…">
            Enregistrer<span className="sr-only"> : {inSentence(section.title)}</span>
          </SubmitButton>
        </div>
      </form>
    </details>
  )
}

type UnitFieldsProps = { unit: UnitSettingView; state: ActionState<string[]>; idOf: (name: string) => string }

function UnitFields({ unit, state, idOf }: UnitFieldsProps) {
  const [mode, required] = [modeField(unit.key), requiredField(unit.key)]
  const ticked =
    state.status === 'refused'
      ? typedTexts(state, `${required}[]`)
      : unit.fields.filter((field) => field.required).map(({ name }) => name)
  return (
    <fieldset className="grid gap-x-6 gap-y-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
      <legend className="mb-2 flex flex-wrap items-center gap-2 font-semibold">
        {unit.label}
        {unit.isSet && <Tag tone="outline">réglage propre</Tag>}
      </legend>
      <SelectField
        name={mode}
        id={idOf(mode)}
        label="Pour les familles"
        defaultValue={typedText(state, mode, unit.mode)}
        error={state.status === 'refused' ? state.fields[mode] : undefined}
      >
        {unit.modes.map((one) => (
          <option key={one} value={one}>
            {MODE_LABELS[one]}
          </option>
        ))}
      </SelectField>
      {unit.fields.length > 0 ? (
        <ChoiceGroup
          type="checkbox"
          name={`${required}[]`}
          id={idOf(required)}
          label={unit.together ? 'Obligatoire, dès que la rubrique est remplie' : 'Obligatoire'}
          hint={
            unit.always.length > 0
              ? `Toujours obligatoire : ${unit.always.map(inSentence).join(', ')}.`
              : undefined
          }
          inline
          defaultValue={ticked}
          options={unit.fields.map(({ name, label }) => ({ value: name, label }))}
        />
      ) : (
        <p className="self-center text-note text-muted">
          {unit.always.length > 0 ? 'Toujours obligatoire.' : 'Renseigné par la collectivité.'}
        </p>
      )}
    </fieldset>
  )
}
