'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMemo } from 'react'
import { useForm, type FieldErrors } from 'react-hook-form'
import { namedErrors } from '@/components/dossier/named-errors'
import { FieldControl } from '@/components/dossier/field-control'
import { useSeenValues } from '@/components/dossier/use-seen-values'
import { WaitingTag } from '@/components/dossier/waiting-tag'
import { AddressSearch, type ChosenAddress } from '@/components/form/address-search'
import { ErrorSummary } from '@/components/form/error-summary'
import { PasswordField } from '@/components/form/password-field'
import { useActionForm } from '@/components/form/use-action-form'
import { LinkButton } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { typedText, type ActionState } from '@/lib/core/action-state'
import { addMonths, type Day } from '@/lib/core/day'
import { openUnits, type Field, type Section, type Values } from '@/lib/dossier/fields'
import {
  PERSON_FIELD,
  SECTION_FIELD,
  sectionSchema,
  SHOWN_FIELD,
  TARGET_FIELD,
  type SectionInput,
} from '@/lib/dossier/schema'

type SectionFormProps<Value> = {
  /** What sending does, and what the button says of it. */
  save: (state: ActionState<Value>, form: FormData) => Promise<ActionState<Value>>
  saveLabel: string
  section: Section
  /** « child.0194… ». */
  target: string
  /** The person on whose screen it is read: « guardian.0194… ». */
  person: string
  shown: Values
  initial: Values
  /** Units that wait for the collectivité. */
  waiting: readonly string[]
  autofill: boolean
  /** Whether addresses can be searched. */
  searches: boolean
  today: Day
  backHref: string
}

type Typed = Record<string, unknown>

/** The form of a section, made from its declaration: only what differs from `shown` is asked for. */
export function SectionForm<Value>(props: SectionFormProps<Value>) {
  const {
    save,
    saveLabel,
    section,
    target,
    person,
    shown,
    initial,
    waiting,
    autofill,
    searches,
    today,
    backHref,
  } = props
  const { state, pending, form: attributes, send } = useActionForm(save)
  const refused = state.status === 'refused' ? state : null
  const start = (field: Field) => typedText(state, field.name, initial[field.name] ?? '')
  const fields = openUnits(section).flatMap((unit) => unit.fields)
  const isOnly = openUnits(section).length === 1
  const seen = useSeenValues(shown, openUnits(section), state)
  const form = useForm<Typed, unknown, SectionInput>({
    resolver: zodResolver(sectionSchema(section, today)),
    defaultValues: {
      ...Object.fromEntries(fields.map((field) => [field.name, start(field)])),
      [SHOWN_FIELD]: JSON.stringify(seen),
    },
    errors: useMemo(() => serverErrors(refused?.fields ?? {}), [refused]),
    shouldFocusError: false,
  })
  const errorOf = (name: string) => form.formState.errors[name]?.message as string | undefined
  const errors: Record<string, string | undefined> = Object.fromEntries(
    [...fields.map(({ name }) => name), 'currentPassword'].map((name) => [name, errorOf(name)]),
  )
  const fillIn = (address: ChosenAddress) => {
    for (const [name, value] of Object.entries(address))
      form.setValue(name, value, { shouldValidate: form.formState.isSubmitted })
  }
  const control = (field: Field, isWaiting: boolean) => {
    const { name: _, ...registration } = form.register(field.name)
    const latest =
      field.type.kind === 'date' && field.type.latest === 'nextYear' ? addMonths(today, 12) : today
    return (
      <FieldControl
        key={field.name}
        field={field}
        label={field.label}
        badge={isWaiting && <WaitingTag>En attente de validation</WaitingTag>}
        defaultValue={start(field)}
        error={errors[field.name]}
        autofill={autofill}
        latest={latest}
        registration={registration}
      />
    )
  }
  return (
    <form
      {...attributes}
      onSubmit={(event) => {
        event.preventDefault()
        const data = new FormData(event.currentTarget)
        void form.handleSubmit(() => send(data))(event)
      }}
      className="flex max-w-form flex-col gap-5"
    >
      <ErrorSummary
        errors={namedErrors(fields, errors)}
        message={Object.values(errors).some(Boolean) ? undefined : refused?.message}
      />
      <input type="hidden" name={TARGET_FIELD} value={target} />
      <input type="hidden" name={PERSON_FIELD} value={person} />
      <input type="hidden" name={SECTION_FIELD} value={section.id} />
      <input type="hidden" name={SHOWN_FIELD} value={JSON.stringify(seen)} />
      {openUnits(section).map((unit) =>
        unit.fields.length === 1 ? (
          control(unit.fields[0]!, waiting.includes(unit.id))
        ) : (
          <fieldset key={unit.id} className="flex flex-col gap-5">
            <legend
              className={waiting.includes(unit.id) || isOnly ? 'sr-only' : 'mb-3 text-lg font-semibold'}
            >
              {unit.label}
            </legend>
            {waiting.includes(unit.id) && (
              <p>
                {unit.label}, en une fois <WaitingTag>En attente de validation</WaitingTag>
              </p>
            )}
            {searches && unit.id === 'address' && <AddressSearch onChoose={fillIn} />}
            {unit.fields.map((field) => control(field, false))}
          </fieldset>
        ),
      )}
      {section.asksPassword && (
        <PasswordField
          name="currentPassword"
          label="Votre mot de passe"
          hint="Ces données sont sensibles : nous vérifions que c’est bien vous."
          autoComplete="current-password"
          required
          error={errors.currentPassword}
        />
      )}
      <div className="flex flex-wrap gap-2.5 pt-1">
        <SubmitButton pending={pending} pendingLabel="Envoi en cours…">
          {saveLabel}
        </SubmitButton>
        <LinkButton href={backHref} variant="secondary">
          Annuler
        </LinkButton>
      </div>
    </form>
  )
}

function serverErrors(fields: Record<string, string>): FieldErrors<Typed> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, message]) => [name, { type: 'server', message }]),
  )
}
