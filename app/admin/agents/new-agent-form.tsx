'use client'

import { useEffect, useRef } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { AGENT_MESSAGES } from '@/lib/agent/messages'
import { refusalOf, typedField, typedText } from '@/lib/core/action-state'
import { create } from './actions'
import { RoleFields } from './role-fields'

/** « Créer un agent »: name, e-mail, role; a link is mailed to choose the password. */
export function NewAgentForm({ activities }: { activities: readonly { id: number; name: string }[] }) {
  const { state, form } = useActionForm(create)
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state.status !== 'done') return
    showToast({ message: AGENT_MESSAGES.invited })
    element.current?.reset()
  }, [state])
  const values = state.status === 'refused' ? state.values : {}
  const field = (name: string) => ({
    ...typedField(state, name),
    id: `nouvel-agent-${name}`,
    required: true,
  })
  return (
    <form ref={element} {...form} className="flex flex-col gap-4">
      <ErrorSummary {...refusalOf(state)} idOf={(name) => `nouvel-agent-${name}`} />
      <TextField {...field('firstName')} label="Prénom" autoComplete="off" />
      <TextField {...field('lastName')} label="Nom" autoComplete="off" />
      <TextField {...field('email')} type="email" label="E-mail professionnel" autoComplete="off" />
      <RoleFields
        key={state.status}
        idPrefix="nouvel-agent"
        role={typedText(state, 'role')}
        activityIds={[values['activities[]'] ?? []].flat()}
        activities={activities}
        errors={state.status === 'refused' ? state.fields : {}}
      />
      <SubmitButton pendingLabel="Création en cours…">Créer le compte</SubmitButton>
    </form>
  )
}
