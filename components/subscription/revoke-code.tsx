'use client'

import { useActionState, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SubmitButton } from '@/components/ui/submit-button'
import { IDLE, type ActionState } from '@/lib/core/action-state'

export type RevokeCodeAction = (
  previous: ActionState<{ familyId: string }>,
  form: FormData,
) => Promise<ActionState<{ familyId: string }>>

type RevokeCodeProps = { codeId: string; guardian: string; action: RevokeCodeAction }

/** « Annuler le code », asked twice where scripts run. */
export function RevokeCode({ codeId, guardian, action }: RevokeCodeProps) {
  const [state, send] = useActionState(action, IDLE)
  const [asking, setAsking] = useState(false)
  const close = () => setAsking(false)
  const field = <input type="hidden" name="codeId" value={codeId} />
  return (
    <>
      <form action={send}>
        {field}
        <SubmitButton
          variant="quiet"
          size="sm"
          aria-label={`Annuler le code de ${guardian}`}
          aria-haspopup="dialog"
          onClick={(event) => {
            event.preventDefault()
            setAsking(true)
          }}
        >
          Annuler le code
        </SubmitButton>
      </form>
      {state.status === 'refused' && <Alert tone="danger" live title={state.message} />}
      <Dialog open={asking} onClose={close} title={`Annuler le code de ${guardian} ?`}>
        <p>Son courrier ne permettra plus de s’abonner. Vous pourrez en imprimer un autre.</p>
        <form action={send} onSubmit={close} className="mt-4 flex flex-wrap gap-2.5">
          {field}
          <SubmitButton variant="danger">Annuler le code</SubmitButton>
          <Button variant="secondary" onClick={close}>
            Garder le code
          </Button>
        </form>
      </Dialog>
    </>
  )
}
