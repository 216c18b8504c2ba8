'use client'

import { CheckboxField } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { SelectField, TextAreaField, TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, typedText } from '@/lib/core/action-state'
import { OWNER_WORDS, PROOF_WORDS, VALIDITY_WORDS } from '@/lib/document/messages'
import type { TypeEntry } from '@/lib/document/queries/types'
import { save } from '../actions'

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))

/** A type of document: what is asked, of whom, valid how long, who sees it. */
export function TypeForm({ type }: { type: TypeEntry | null }) {
  const { state, pending, form } = useActionForm(save)
  const field = (name: string, known: string | number | null | undefined) => ({
    name,
    defaultValue: typedText(state, name, String(known ?? '')),
    error: fieldError(state, name),
  })
  const box = (name: string, known: boolean | undefined) => ({
    name,
    value: '1',
    defaultChecked: state.status === 'refused' ? state.values[name] === '1' : known,
  })
  const errors = state.status === 'refused' ? state.fields : {}
  return (
    <Card className="max-w-reading">
      <form {...form} className="flex flex-col gap-4">
        <ErrorSummary
          errors={errors}
          message={state.status === 'refused' && Object.keys(errors).length === 0 ? state.message : undefined}
        />
        {type && <input type="hidden" name="id" value={type.id} />}
        <TextField {...field('name', type?.name)} label="Nom du document" required maxLength={80} />
        <TextAreaField
          {...field('help', type?.help)}
          label="Explication pour les familles"
          hint="Quelles pages, de quelle date, à quel nom."
          maxLength={400}
        />
        <SelectField {...field('owner', type?.owner ?? 'CHILD')} label="Demandé pour">
          {options(OWNER_WORDS)}
        </SelectField>
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField {...field('validity', type?.validity ?? 'SCHOOL_YEAR')} label="Valable">
            {options(VALIDITY_WORDS)}
          </SelectField>
          <TextField
            {...field('validityDays', type?.validityDays)}
            label="Nombre de jours"
            hint="Pour « un nombre de jours »."
            inputMode="numeric"
          />
        </div>
        <SelectField
          {...field('proves', type?.proves)}
          label="À comparer avec"
          hint="Ce que l’agent voit à côté du document quand il le vérifie."
        >
          <option value="">L’identité seulement</option>
          {options(PROOF_WORDS)}
        </SelectField>
        <div>
          <CheckboxField
            {...box('required', type?.required)}
            label="Obligatoire : « à fournir » tant qu’il manque"
          />
          <CheckboxField
            {...box('restricted', type?.restricted)}
            label="Document de santé : lu seulement par les agents qui lisent les données de santé"
          />
          <CheckboxField
            {...box('private', type?.private)}
            label="Caché à l’autre famille de l’enfant (jugement…)"
            hint="Les documents d’un responsable ou de la famille le sont toujours."
          />
          <CheckboxField
            {...box('brief', type?.brief)}
            label="Effacer le fichier dès qu’il est accepté (avis d’imposition…)"
          />
        </div>
        <div>
          <SubmitButton pending={pending} pendingLabel="Enregistrement…">
            Enregistrer ce document
          </SubmitButton>
        </div>
      </form>
    </Card>
  )
}
