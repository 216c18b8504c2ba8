'use client'

import { ConsentForm } from '@/components/form/consent-form'
import { useActionForm } from '@/components/form/use-action-form'
import type { ActionState } from '@/lib/core/action-state'

type RevokeFormProps = {
  revoke: (state: ActionState<void>, form: FormData) => Promise<ActionState<void>>
  mandateId: string
  /** What follows from it, in sentences. */
  effect: string
  /** What the box says. */
  consent: string
}

/**
 * « Révoquer ce mandat », confirmed by a box: it can't be undone, only signed anew. Folded away until it is wanted, or was
 * refused.
 */
export function RevokeForm({ revoke, mandateId, effect, consent }: RevokeFormProps) {
  const revoking = useActionForm(revoke)
  return (
    <details className="mt-2" open={revoking.state.status === 'refused' || undefined}>
      <summary className="inline-flex min-h-target cursor-pointer items-center font-semibold text-danger underline underline-offset-4">
        Révoquer ce mandat
      </summary>
      <div className="pt-2">
        <ConsentForm
          {...revoking}
          values={{ mandateId }}
          consent={consent}
          label="Révoquer ce mandat"
          pendingLabel="Révocation…"
        >
          <p>{effect}</p>
        </ConsentForm>
      </div>
    </details>
  )
}
