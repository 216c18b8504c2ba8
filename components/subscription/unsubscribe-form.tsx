'use client'

import { type ReactNode } from 'react'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ActionState } from '@/lib/core/action-state'

export type UnsubscribeAction = (
  previous: ActionState<{ familyName: string }>,
  form: FormData,
) => Promise<ActionState<{ familyName: string }>>

type UnsubscribeFormProps = { subscriptionId: string; action: UnsubscribeAction; cancel: ReactNode }

/** What ending a subscription means, and the button that ends it. */
export function UnsubscribeForm({ subscriptionId, action, cancel }: UnsubscribeFormProps) {
  const { state, form } = useActionForm(action)
  return (
    <form {...form} className="flex flex-col gap-4">
      {state.status === 'refused' && <Alert tone="danger" live title={state.message} />}
      <ul className="list-disc space-y-1 pl-5">
        <li>Vous ne verrez plus le planning, le dossier ni les demandes de cette famille.</li>
        <li>Les réservations déjà faites restent en place.</li>
        <li>Pour revenir, il vous faudra un nouveau code abonné.</li>
      </ul>
      <input type="hidden" name="subscriptionId" value={subscriptionId} />
      <div className="flex flex-wrap gap-2.5">
        <SubmitButton variant="danger" pendingLabel="Désabonnement en cours…">
          Se désabonner
        </SubmitButton>
        {cancel}
      </div>
    </form>
  )
}
