'use client'

import { useEffect, useState, type ReactNode } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { fieldId } from '@/components/form/field'
import { SelectField, TextAreaField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import { fieldError, refusalOf, typedText } from '@/lib/core/action-state'
import { decide } from './actions'
import { RequestLine, type RequestLineView } from './request-line'
import { placesAfter, useTicks } from './ticks'

/** Reasons that agents give most, ready to be completed. */
const CANNED_REASONS = [
  'L’effectif du jour est complet.',
  'Le délai de réservation est dépassé.',
  'Votre enfant n’est pas inscrit à cette activité.',
  'Un document manque dans votre dossier.',
]

const LIST_ID = 'demandes'
const REFUSAL_ID = 'refus'

type DecisionFormProps = {
  requests: readonly RequestLineView[]
  /** What stands in the place of an empty queue: the form stays, to tell what became of the last requests. */
  children: ReactNode
}

/** The queue and its decision: tick, see what is left, accept or refuse. Works as a plain form too. */
export function DecisionForm({ requests, children }: DecisionFormProps) {
  const { state, pending, form } = useActionForm(decide)
  // Sent without JavaScript and refused, the page is drawn anew: the ticks and the reason come back with it.
  const ticks = useTicks(state)
  const [reason, setReason] = useState(() => typedText(state, 'reason'))
  useEffect(() => {
    if (state.status !== 'done') return
    const { decided, left } = state.value
    const done = decided > 1 ? `${decided} demandes traitées.` : 'Demande traitée.'
    // The list is long: who decides at its end does not see its top.
    const why = left.length > 0 ? 'Ce qui n’a pas pu l’être est en haut de la page.' : ''
    if (decided > 0) showToast({ message: `${done} ${why}`.trim() })
    else showToast({ message: 'Rien n’a été décidé : voyez pourquoi en haut de la page.', tone: 'danger' })
  }, [state])

  const whole = requests.filter(ticks.hasRequest).length
  const parts = requests.filter((one) => ticks.daysOf(one) > 0).length
  const after = placesAfter(requests, ticks)
  const left = state.status === 'done' ? state.value.left : []
  const count = whole + parts
  return (
    <form {...form}>
      <ErrorSummary
        {...refusalOf(state)}
        idOf={(name) => (name === 'reason' ? fieldId(name) : LIST_ID)}
        className="mb-4"
      />
      {left.length > 0 && (
        <Alert tone="warning" live title="Rien n’a été décidé pour :" className="mb-4">
          <ul className="list-disc pl-5">
            {left.map(({ number, reason: why }) => (
              <li key={number}>
                Demande n° {number} : {why}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {requests.length === 0 ? (
        children
      ) : (
        // On a phone the verdict stays at hand under the list, which holds several screens (globals.css).
        <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
          <Card padded={false}>
            <fieldset id={LIST_ID}>
              <legend className="sr-only">Demandes, les plus anciennes d’abord</legend>
              <div className="flex items-center justify-between gap-2 border-b border-line bg-sand px-4 py-0.5 text-note">
                <span>Les plus anciennes d’abord</span>
                <button
                  type="button"
                  className="min-h-target shrink-0 scroll-mb-40 font-semibold text-brand-text underline-offset-4 hover:underline"
                  onClick={() => ticks.tickAll(whole === requests.length ? [] : requests)}
                >
                  {whole === requests.length ? 'Tout décocher' : 'Tout cocher'}
                </button>
              </div>
              <ul className="divide-y divide-line">
                {requests.map((request, index) => (
                  <RequestLine key={request.id} request={request} ticks={ticks} after={after[index]!} />
                ))}
              </ul>
            </fieldset>
          </Card>
          <div className="contents lg:sticky lg:top-4 lg:flex lg:flex-col lg:gap-4">
            <Card className="verdict-bar flex flex-wrap items-center gap-x-3 gap-y-2.5">
              <h2 className="sr-only text-xl lg:not-sr-only">Décision</h2>
              <p className="w-full text-note text-muted" aria-live="polite">
                {count === 0
                  ? 'Cochez les demandes à traiter. Chaque famille reçoit un e-mail.'
                  : `${count} ${count > 1 ? 'demandes choisies' : 'demande choisie'}${parts > 0 ? `, dont ${parts} en partie` : ''}. ${count > 1 ? 'Les familles reçoivent' : 'La famille reçoit'} un e-mail.`}
              </p>
              <SubmitButton name="verdict" value="ACCEPT" pending={pending} className="flex-1">
                {count > 1 ? `Accepter les ${count}` : 'Accepter'}
              </SubmitButton>
              <LinkButton href={`#${REFUSAL_ID}`} variant="secondary" className="lg:hidden">
                Refuser…
              </LinkButton>
            </Card>
            <Card id={REFUSAL_ID} className="flex flex-col gap-4">
              <h2 className="text-xl">Refuser</h2>
              <SelectField
                name="canned"
                label="Motif courant"
                value=""
                onChange={(event) => setReason(event.currentTarget.value)}
              >
                <option value="">Choisir un motif…</option>
                {CANNED_REASONS.map((text) => (
                  <option key={text}>{text}</option>
                ))}
              </SelectField>
              <TextAreaField
                name="reason"
                label="Motif du refus, lu par la famille"
                rows={3}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
                error={fieldError(state, 'reason')}
              />
              <SubmitButton name="verdict" value="REFUSE" variant="secondary" pending={pending} block>
                {count > 1 ? `Refuser les ${count}` : 'Refuser'}
              </SubmitButton>
            </Card>
          </div>
        </div>
      )}
    </form>
  )
}
