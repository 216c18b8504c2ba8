'use client'

import { useEffect } from 'react'
import { ChoiceGroup } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import type { Group } from '@/lib/activity/rules/groups'
import { fieldError, refusalOf, typedField } from '@/lib/core/action-state'
import { GRADE_LABELS } from '@/lib/dossier/messages'
import { group as save } from '../../actions'

type GroupFormProps = {
  activityId: number
  /** Absent: a new one. */
  group?: Group
  /** Its place among the groups, from 1. */
  position: number
}

const GRADE_OPTIONS = Object.entries(GRADE_LABELS).map(([value, label]) => ({ value, label }))

/** A group: its name, its places, whom it takes, its order. */
export function GroupForm({ activityId, group, position }: GroupFormProps) {
  const { state, pending, form } = useActionForm(save)
  useEffect(() => {
    if (state.status === 'done') showToast({ message: 'Le groupe est enregistré.' })
  }, [state])
  const idOf = (name: string) => `groupe-${group?.id ?? 'nouveau'}-${name}`
  const field = (name: string, known?: string | number | null) => ({
    ...typedField(state, name, known),
    id: idOf(name),
  })
  const ticked = state.status === 'refused' ? state.values['grades[]'] : undefined
  return (
    <form {...form} key={state.status === 'done' ? position : 'form'} className="flex flex-col gap-4">
      <ErrorSummary {...refusalOf(state)} idOf={idOf} />
      <input type="hidden" name="activityId" value={activityId} />
      {group && <input type="hidden" name="id" value={group.id} />}
      <TextField
        {...field('name', group?.name)}
        label="Nom du groupe"
        hint="Par exemple : 3-5 ans, Maternelle"
        maxLength={40}
      />
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <TextField
          {...field('capacity', group?.capacity)}
          label="Places par jour"
          hint="Vide : sans limite"
          inputMode="numeric"
        />
        <TextField {...field('position', position)} label="Rang" hint="1 : le premier" inputMode="numeric" />
        <TextField
          {...field('minAge', group?.minAge)}
          label="Dès l’âge de"
          hint="Vide : sans minimum"
          inputMode="numeric"
          unit="ans"
        />
        <TextField
          {...field('maxAge', group?.maxAge)}
          label="Jusqu’à l’âge de"
          hint="Vide : sans maximum"
          inputMode="numeric"
          unit="ans"
        />
      </div>
      <ChoiceGroup
        name="grades[]"
        id={idOf('grades')}
        label="Classes"
        hint="Aucune cochée : toutes."
        type="checkbox"
        inline
        options={GRADE_OPTIONS}
        defaultValue={ticked ?? group?.grades}
        error={fieldError(state, 'grades')}
      />
      <p className="text-note text-muted">
        Avec moins de places, personne ne perd une place réservée ; avec plus, elles vont à ceux qui
        attendent.
      </p>
      <div>
        <SubmitButton variant="secondary" pending={pending}>
          {group ? 'Enregistrer le groupe' : 'Ajouter le groupe'}
        </SubmitButton>
      </div>
    </form>
  )
}
