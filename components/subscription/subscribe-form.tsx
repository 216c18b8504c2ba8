'use client'

import { Search } from 'lucide-react'
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { fieldId } from '@/components/form/field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, typedText, type ActionState } from '@/lib/core/action-state'
import { CodeField } from './code-field'

/** What « Rechercher » answers when it found the family. */
export type MadeSubscription = { id: string; familyName: string }

export type SubscribeAction = (
  previous: ActionState<MadeSubscription>,
  form: FormData,
) => Promise<ActionState<MadeSubscription>>

type SubscribeFormProps = {
  action: SubscribeAction
  /** Called once when the subscription is made; without it, the action itself leads on. */
  onMade?: (made: MadeSubscription) => void
  /** Beside « Rechercher ». */
  cancel: ReactNode
}

/** The code abonné and « Rechercher ». A refusal stands by the field, which keeps what was typed. */
export function SubscribeForm({ action, onMade, cancel }: SubscribeFormProps) {
  const { state, form } = useActionForm(action)
  const error = fieldError(state, 'code')

  const tellMade = useEffectEvent((made: MadeSubscription) => onMade?.(made))

  useEffect(() => {
    if (state.status === 'done') tellMade(state.value)
    if (state.status === 'refused') document.getElementById(fieldId('code'))?.focus()
  }, [state])

  return (
    <form {...form} className="flex flex-col gap-4">
      {state.status === 'refused' && !error && <Alert tone="danger" live title={state.message} />}
      <CodeField
        name="code"
        label="Code abonné"
        hint="Il figure sur le courrier de la mairie : trois groupes de quatre signes. Majuscules, espaces et tirets n’ont pas d’importance."
        error={error}
        defaultValue={typedText(state, 'code')}
        autoFocus
      />
      <div className="flex flex-wrap gap-2.5">
        <SubmitButton pendingLabel="Recherche en cours…" className="max-sm:flex-1">
          <Search /> Rechercher
        </SubmitButton>
        {cancel}
      </div>
    </form>
  )
}
