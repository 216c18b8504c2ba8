'use client'

import { useState, type FormEvent } from 'react'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ActionState } from '@/lib/core/action-state'

export type RevokeCodeAction = (
  previous: ActionState<{ familyId: string }>,
  form: FormData,
) => Promise<ActionState<{ familyId: string }>>

type RevokeCodeProps = { codeId: string; guardian: string; action: RevokeCodeAction }

/** « Annuler le code », asked twice where scripts run. */
export function RevokeCode({ codeId, guardian, action }: RevokeCodeProps) {
  const { state, form } = useActionForm(action)
  const [asking, setAsking] = useState(false)
  const close = () => setAsking(false)
  const sendAndClose = (event: FormEvent<HTMLFormElement>) => {
    form.onSubmit(event)
    close()
  }
  const field = <input type="hidden" name="codeId" value={codeId} />
  return (
    <>
      <form {...form}>
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
        <form {...form} onSubmit={sendAndClose} className="mt-4 flex flex-wrap gap-2.5">
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
