import { StepTitle } from '@/components/layout/step-title'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { scopeWords, spanWords } from '@/lib/planning/event-messages'
import type { EventInput } from '@/lib/planning/event-schema'
import type { EventChoices } from '@/lib/planning/queries/events'
import { eventWords, type EventEffect } from '@/lib/planning/rules/events'
import { Effect } from '../effect'
import { targetOptions, targetValue } from './targets'

type EventPreviewProps = { input: EventInput; effect: EventEffect; choices: EventChoices; pending: boolean }

/** What the event would release, before it is confirmed. */
export function EventPreview({ input, effect, choices, pending }: EventPreviewProps) {
  const school = choices.schools.find(({ id }) => id === input.schoolId)?.name ?? null
  const ticked = new Set(input.targets.map(targetValue))
  const targets = targetOptions(choices).flatMap(({ value, label }) => (ticked.has(value) ? [label] : []))
  return (
    <>
      <HiddenInput input={input} />
      <StepTitle>
        {eventWords(input)}, {spanWords(input)}
      </StepTitle>
      <p className="mb-4 text-muted">
        {targets.join(' ; ')}. {scopeWords(input, school)}.
      </p>
      {effect.families === 0 && (
        <Alert tone="info" className="mb-4" title="Rien n’est réservé sur ces jours pour ces enfants.">
          L’événement empêchera seulement de nouvelles réservations.
        </Alert>
      )}
      <Effect effect={effect} caption="Ce qui sera libéré, par jour" />
      <ul className="mt-4 list-disc pl-5 text-note text-muted">
        <li>
          Ce qui est réservé devient une absence non facturée ; ce qui attend est refusé, avec le nom de
          l’événement.
        </li>
        <li>
          Ces jours ne peuvent plus être réservés pour ces enfants. Les places vont aux autres enfants qui
          attendent.
        </li>
        <li>Chaque famille reçoit un seul e-mail, avec tous ses enfants et tous ses jours.</li>
      </ul>
      <div className="mt-4 flex flex-wrap items-center justify-end gap-3">
        <p className="w-full text-note text-muted sm:text-right">
          Rien n’est libéré tant que vous n’avez pas confirmé.
        </p>
        <SubmitButton name="step" value="edit" variant="secondary" pending={pending}>
          Modifier
        </SubmitButton>
        <SubmitButton name="step" value="confirm" pending={pending}>
          Confirmer l’événement
        </SubmitButton>
      </div>
    </>
  )
}

/** What was typed, carried to the confirmation. */
function HiddenInput({ input }: { input: EventInput }) {
  const { key, name, kind, startsOn, endsOn, schoolId, targets, grades } = input
  const fields: [string, string][] = [
    ...Object.entries({ key, name, kind, startsOn, endsOn, schoolId: String(schoolId ?? '') }),
    ...targets.map((target): [string, string] => ['targets[]', targetValue(target)]),
    ...grades.map((grade): [string, string] => ['grades[]', grade]),
  ]
  return fields.map(([field, value]) => (
    <input key={`${field} ${value}`} type="hidden" name={field} value={value} />
  ))
}
