'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMemo } from 'react'
import { useForm } from 'react-hook-form'
import { namedErrors } from '@/components/dossier/named-errors'
import { FieldControl } from '@/components/dossier/field-control'
import { useSeenValues } from '@/components/dossier/use-seen-values'
import { WaitingTag } from '@/components/dossier/waiting-tag'
import { AddressSearch, type ChosenAddress } from '@/components/form/address-search'
import { ChoiceGroup } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { LinkButton } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, typedText } from '@/lib/core/action-state'
import { addMonths, type Day } from '@/lib/core/day'
import { unitsOf, type Field, type Section, type Values } from '@/lib/dossier/fields'
import { personSchema, SHOWN_FIELD, type SectionInput } from '@/lib/dossier/schema'
import type { PersonKind } from '@/lib/family/schema'
import { savePerson } from './actions'
import { LinkFields, type GuardianChoice } from './link-fields'

type PersonFormProps = {
  familyId: string
  kind: PersonKind
  /** What the form is made from. */
  sections: readonly Section[]
  /** Empty: a new person. */
  targetId: string
  values: Values
  /** Units on which a family's change waits. */
  waiting: readonly string[]
  schools: readonly string[]
  guardians: readonly GuardianChoice[]
  /** Whether addresses can be searched. */
  searches: boolean
  today: Day
  backHref: string
}

type Typed = Record<string, unknown>

const TWIN_OPTIONS = {
  child: [
    { value: 'LINK', label: 'C’est le même enfant : le relier aussi à cette famille' },
    { value: 'CREATE', label: 'C’est un autre enfant : le créer' },
  ],
  guardian: [{ value: 'CREATE', label: 'C’est une autre personne, ou son autre famille : la créer' }],
} as const

/** A guardian or child as an agent writes it, made from the declaration of the dossier. */
export function PersonForm(props: PersonFormProps) {
  const {
    familyId,
    kind,
    sections,
    targetId,
    values,
    waiting,
    schools,
    guardians,
    searches,
    today,
    backHref,
  } = props
  const isNew = targetId === ''
  const { state, pending, form: attributes, send } = useActionForm(savePerson)
  const shown = useSeenValues(isNew ? {} : values, sections.flatMap(unitsOf), state)
  const refused = state.status === 'refused' ? state : null
  const start = (field: Field) => typedText(state, field.name, values[field.name] ?? '')
  const fields = sections.flatMap((section) => section.fields)
  const form = useForm<Typed, unknown, SectionInput>({
    resolver: zodResolver(personSchema(sections, today, isNew)),
    defaultValues: {
      ...Object.fromEntries(fields.map((field) => [field.name, start(field)])),
      [SHOWN_FIELD]: JSON.stringify(shown),
    },
    errors: useMemo(
      () =>
        Object.fromEntries(
          Object.entries(refused?.fields ?? {}).map(([name, message]) => [name, { type: 'server', message }]),
        ),
      [refused],
    ),
    shouldFocusError: false,
  })
  const errorOf = (name: string) => form.formState.errors[name]?.message
  const errors = Object.fromEntries(
    [...fields.map(({ name }) => name), 'links', 'twin'].map((name) => [name, errorOf(name)]),
  )
  const fillIn = (address: ChosenAddress) => {
    for (const [name, value] of Object.entries(address))
      form.setValue(name, value, { shouldValidate: form.formState.isSubmitted })
  }
  const control = (field: Field, isWaiting: boolean) => {
    const { name: _, ...registration } = form.register(field.name)
    const isLate = field.type.kind === 'date' && field.type.latest === 'nextYear'
    return (
      <FieldControl
        key={field.name}
        field={agentField(field, schools)}
        label={field.label}
        badge={isWaiting && <WaitingTag>Une demande de la famille attend</WaitingTag>}
        defaultValue={start(field)}
        error={errorOf(field.name)}
        autofill={false}
        latest={isLate ? addMonths(today, 12) : today}
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
      className="flex flex-col gap-6"
    >
      <ErrorSummary
        errors={namedErrors(fields, errors)}
        message={Object.values(errors).some(Boolean) ? undefined : refused?.message}
      />
      <input type="hidden" name="familyId" value={familyId} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="targetId" value={targetId} />
      <input type="hidden" name={SHOWN_FIELD} value={JSON.stringify(shown)} />
      {refused?.code === 'TWIN' && (
        <ChoiceGroup
          name="twin"
          type="radio"
          label="Cette personne est peut-être déjà connue"
          options={TWIN_OPTIONS[kind]}
          error={fieldError(state, 'twin')}
        />
      )}
      {sections.map((section) => (
        <fieldset key={section.id} className="grid items-end gap-x-6 gap-y-5 lg:grid-cols-2">
          <legend className="heading mb-3 text-lg">{section.title}</legend>
          {unitsOf(section).map((unit) => (
            <div key={unit.id} className={unit.fields.length > 1 ? 'contents' : undefined}>
              {waiting.includes(unit.id) && unit.fields.length > 1 && (
                <p className="lg:col-span-2">
                  {unit.label} <WaitingTag>Une demande de la famille attend</WaitingTag>
                </p>
              )}
              {searches && unit.id === 'address' && (
                <div className="lg:col-span-2">
                  <AddressSearch onChoose={fillIn} />
                </div>
              )}
              {unit.fields.map((field) =>
                control(field, waiting.includes(unit.id) && unit.fields.length === 1),
              )}
            </div>
          ))}
        </fieldset>
      ))}
      {isNew && kind === 'child' && (
        <fieldset className="flex flex-col gap-4">
          <legend className="heading mb-3 text-lg">Liens avec les responsables</legend>
          <LinkFields guardians={guardians} links={usualLinks(guardians)} error={errorOf('links')} />
        </fieldset>
      )}
      <div className="flex flex-wrap gap-2.5">
        <SubmitButton pending={pending} pendingLabel="Enregistrement en cours…">
          Enregistrer
        </SubmitButton>
        <LinkButton href={backHref} variant="secondary">
          Annuler
        </LinkButton>
      </div>
    </form>
  )
}

/** A field as an agent fills it: its help speaks to parents; a school is one of the collectivité's. */
function agentField(field: Field, schools: readonly string[]): Field {
  const plain = { ...field, help: undefined }
  if (field.name !== 'school') return plain
  return {
    ...plain,
    type: { kind: 'choice', options: Object.fromEntries(schools.map((name) => [name, name])) },
  }
}

const usualLinks = (guardians: readonly GuardianChoice[]) =>
  guardians.map(({ id, title }) => ({
    guardianId: id,
    relation: title === 'MME' ? 'MOTHER' : 'FATHER',
    parentalAuthority: true,
  }))
