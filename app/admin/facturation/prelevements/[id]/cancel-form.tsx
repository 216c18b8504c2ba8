'use client'

import { ConsentForm } from '@/components/form/consent-form'
import { useActionForm } from '@/components/form/use-action-form'
import { showToast } from '@/components/ui/toast-store'
import { cancel } from '../actions'

type CancelFormProps = {
  batchId: string
  /** What the box says. */
  consent: string
}

/** « Annuler ce lot », confirmed by a box: its families were told of it, and are told again. */
export function CancelForm({ batchId, consent }: CancelFormProps) {
  const cancelling = useActionForm(cancel, () =>
    showToast({ message: 'Le lot est annulé. Les familles sont prévenues.' }),
  )
  return (
    <ConsentForm
      {...cancelling}
      values={{ batchId }}
      consent={consent}
      label="Annuler ce lot"
      pendingLabel="Annulation…"
    />
  )
}
