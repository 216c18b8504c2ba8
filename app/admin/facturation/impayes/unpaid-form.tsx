'use client'

import { Landmark, Mail, Mailbox } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { CheckboxField } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { fieldId } from '@/components/form/field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { fieldError, refusalOf, typedTexts } from '@/lib/core/action-state'
import type { UnpaidLine } from '@/lib/recovery/queries/unpaid'
import { recover } from './actions'
import { UnpaidTable } from './unpaid-table'

const LIST_ID = 'impayes'

type UnpaidFormProps = {
  lines: readonly UnpaidLine[]
  /** The service of the Trésor public; empty: nothing can be transmitted yet. */
  office: string
  /** How many reminders go before. */
  needed: number
  /** What stands in the place of an empty list: the form stays, to tell what became of the last invoices. */
  children: ReactNode
}

/** The unpaid invoices and what is done of those that are ticked. Works as a plain form too. */
export function UnpaidForm({ lines, office, needed, children }: UnpaidFormProps) {
  const { state, pending, form } = useActionForm(recover, ({ done, left }) =>
    showToast({ message: outcomeWords(done, left.length) }),
  )
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(typedTexts(state, 'invoices[]').map((value) => value.slice(0, 36))),
  )
  const count = lines.filter(({ id }) => ticked.has(id)).length
  const left = state.status === 'done' ? state.value.left : []
  const tick = (id: string, on: boolean) =>
    setTicked((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)))
  return (
    <form {...form}>
      <ErrorSummary
        {...refusalOf(state)}
        idOf={(name) => (name === 'invoices' ? LIST_ID : fieldId(name))}
        className="mb-4"
      />
      {left.length > 0 && (
        <Alert tone="warning" live title="Rien n’a été fait pour :" className="mb-4">
          <ul className="list-disc pl-5">
            {left.map(({ number, payer, reason }) => (
              <li key={number}>
                Facture n° {number}, {payer} : {reason}.
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {lines.length === 0 ? (
        children
      ) : (
        <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_20rem] xl:items-start">
          <Card padded={false} id={LIST_ID}>
            <UnpaidTable
              lines={lines}
              isTicked={(id) => ticked.has(id)}
              tick={tick}
              tickAll={(on) => setTicked(new Set(on ? lines.map(({ id }) => id) : []))}
            />
          </Card>
          <div className="flex flex-col gap-4 xl:sticky xl:top-4">
            <Card className="flex flex-col gap-3">
              <h2 className="text-xl">Relancer</h2>
              <p className="text-note text-muted" aria-live="polite">
                {count === 0
                  ? 'Cochez les factures. La relance suivante de chacune part à tous les comptes de la famille.'
                  : `${count} ${count > 1 ? 'factures choisies' : 'facture choisie'}.`}
              </p>
              <SubmitButton name="step" value="MAIL" pending={pending} block>
                <Mail /> Relancer par e-mail
              </SubmitButton>
              <SubmitButton name="step" value="LETTER" variant="secondary" pending={pending} block>
                <Mailbox /> Noter une lettre envoyée
              </SubmitButton>
            </Card>
            <Card className="flex flex-col gap-3">
              <h2 className="text-xl">Transmettre au Trésor public</h2>
              <p className="text-note text-muted">
                {office
                  ? `Les factures cochées forment un bordereau. Les familles, prévenues par e-mail, paient ensuite à ce service : ${office}. Il faut ${needed > 1 ? `${needed} relances` : 'une relance'} avant.`
                  : 'Écrivez d’abord, dans « Réglages, Factures impayées », à quel service les familles paieront.'}
              </p>
              {office && (
                <>
                  <CheckboxField
                    name="confirmed"
                    value="1"
                    label="Ces factures ne se paieront plus ni en ligne ni au guichet. Cela ne se défait pas."
                    error={fieldError(state, 'confirmed')}
                  />
                  <SubmitButton name="step" value="TRANSMIT" variant="danger" pending={pending} block>
                    <Landmark /> {count > 1 ? `Transmettre les ${count}` : 'Transmettre'}
                  </SubmitButton>
                </>
              )}
            </Card>
          </div>
        </div>
      )}
    </form>
  )
}

/** What became of the ticked invoices; of a transmission that is done, its bordereau tells. */
function outcomeWords(done: number, left: number): string {
  if (done === 0)
    return `Rien n’a été fait : ${left > 0 ? 'voyez pourquoi en haut de la page' : 'c’était déjà fait'}.`
  const others = left > 0 ? ' Pour d’autres, voyez le haut de la page.' : ''
  return `${done > 1 ? `${done} relances faites` : 'Relance faite'}.${others}`
}
