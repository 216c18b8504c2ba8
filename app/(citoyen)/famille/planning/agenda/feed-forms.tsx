'use client'

import { Copy } from 'lucide-react'
import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Button, LinkButton } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { refusalOf, type ActionState } from '@/lib/core/action-state'

type Send<Value> = (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>>

/** Makes the address, and shows it this once, as long as it leads to the planning. Works without JavaScript. */
export function OpenForm({
  send,
  since,
}: {
  send: Send<string>
  /** Since when an address exists, in words: this one, or one that a new one ends. */
  since: string | null
}) {
  const { state, form } = useActionForm(send)
  if (state.status === 'done' && since) return <NewAddress address={state.value} />
  return (
    <form {...form} className="flex flex-col items-start gap-2">
      {since && (
        <p className="mb-3">
          Une adresse existe depuis le {since}. Elle n’est montrée qu’à sa création : si vous l’avez perdue,
          changez-la.
        </p>
      )}
      <ErrorSummary {...refusalOf(state)} />
      <SubmitButton>{since ? 'Changer d’adresse' : 'Créer une adresse'}</SubmitButton>
      {since && <p className="text-note text-muted">L’ancienne adresse ne fonctionnera plus.</p>}
    </form>
  )
}

function NewAddress({ address }: { address: string }) {
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(address)
    showToast({ message: 'Adresse copiée.' })
  }
  return (
    <div className="flex flex-col gap-4" role="status">
      <TextField
        name="address"
        label="Votre adresse"
        hint="Copiez-la maintenant : elle ne sera plus montrée. Ne la donnez à personne d’autre."
        readOnly
        defaultValue={address}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="flex flex-wrap gap-3">
        <LinkButton href={address.replace(/^https?:/, 'webcal:')}>Ouvrir dans mon agenda</LinkButton>
        <Button variant="secondary" onClick={copy}>
          <Copy /> Copier
        </Button>
      </div>
      <p className="text-note text-muted">
        Dans Google Agenda : « Autres agendas », « À partir de l’URL ». Dans Outlook : « Ajouter un
        calendrier », « S’abonner à partir du web ».
      </p>
    </div>
  )
}
