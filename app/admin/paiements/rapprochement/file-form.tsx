'use client'

import { CircleCheck, TriangleAlert } from 'lucide-react'
import { ActionButton } from '@/components/form/action-button'
import { ErrorSummary } from '@/components/form/error-summary'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, refusalOf, type ActionState } from '@/lib/core/action-state'
import { formatDay, type Day } from '@/lib/core/day'
import { formatEuros, type Centimes } from '@/lib/core/money'
import { plural } from '@/lib/dossier/messages'
import { STATE_WORDS, VERDICT_WORDS } from '@/lib/payment/messages'
import type { Verdict } from '@/lib/payment/rules/reconcile'
import { checkNow, compareFile } from '../actions'

type Reconciliation = Extract<Awaited<ReturnType<typeof compareFile>>, { status: 'done' }>['value']
type Difference = Reconciliation['differences'][number]

const idOf = (name: string) => `rapprochement-${name}`

/** « Comparer ce fichier », and what came of it. */
export function FileForm({ from, to }: { from: Day; to: Day }) {
  const { state, pending, form } = useActionForm(compareFile)
  return (
    <>
      <form {...form} className="flex flex-col gap-4">
        <ErrorSummary {...refusalOf(state)} idOf={idOf} />
        <input type="hidden" name="from" value={from} />
        <input type="hidden" name="to" value={to} />
        <TextField
          type="file"
          name="file"
          id={idOf('file')}
          label="Fichier"
          hint="Une ligne de titres, une colonne « référence », une colonne « montant » en euros."
          accept=".csv,.txt,text/csv"
          error={errorOf(state)}
          required
        />
        <SubmitButton
          variant="secondary"
          className="self-start"
          pending={pending}
          pendingLabel="Comparaison…"
        >
          Comparer ce fichier
        </SubmitButton>
      </form>
      {state.status === 'done' && <Outcome found={state.value} />}
    </>
  )
}

/** What is wrong with the days has no field here. */
const errorOf = (state: ActionState<unknown>) => fieldError(state, 'file') ?? fieldError(state, 'to')

function Outcome({ found: { here, there, matched, differences } }: { found: Reconciliation }) {
  const same = differences.length === 0
  return (
    <div className="mt-5">
      <Alert
        live
        tone={same ? 'success' : 'warning'}
        icon={same ? CircleCheck : TriangleAlert}
        title={same ? 'Tout concorde' : plural(differences.length, 'différence', 'différences')}
      >
        <p>
          Des deux côtés : {payments(matched.count)}, {formatEuros(matched.total)}. Dans le portail :{' '}
          {payments(here.count)}, {formatEuros(here.total)}. Dans le fichier : {payments(there.count)},{' '}
          {formatEuros(there.total)}
          {there.ignored > 0 && `, sans compter ${payments(there.ignored)} en échec`}.
        </p>
      </Alert>
      {VERDICTS.map((verdict) => (
        <Differences
          key={verdict}
          verdict={verdict}
          some={differences.filter((one) => one.verdict === verdict)}
        />
      ))}
    </div>
  )
}

const VERDICTS = ['AMOUNT', 'ONLY_THERE', 'ONLY_HERE'] as const satisfies readonly Verdict[]

const payments = (count: number) => plural(count, 'paiement', 'paiements')

function Differences({ verdict, some }: { verdict: (typeof VERDICTS)[number]; some: readonly Difference[] }) {
  if (some.length === 0) return null
  return (
    <section aria-label={VERDICT_WORDS[verdict]} className="mt-5">
      <h3 className="text-lg">
        {VERDICT_WORDS[verdict]} ({some.length})
      </h3>
      <ul className="divide-y divide-line">
        {some.map((one) => (
          <li key={`${one.reference} ${one.lines.join()}`} className="py-3">
            <p>
              <strong className="break-all">{one.reference || 'Sans référence'}</strong>
              {one.lines.length > 0 && (
                <span className="text-muted">
                  {' '}
                  · ligne{one.lines.length > 1 && 's'} {one.lines.join(', ')}
                </span>
              )}
            </p>
            <p className="tabular-nums">{amounts(one.here, one.there)}</p>
            {one.payments.map(({ paymentId, payer, receivedOn, isReversed }) => (
              <p key={paymentId} className="text-note text-muted">
                {payer}, reçu le {formatDay(receivedOn, 'long')}
                {isReversed && ', annulé depuis dans le portail'}
              </p>
            ))}
            <Attempt difference={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function amounts(here: Centimes | null, there: Centimes | null): string {
  return [
    here !== null && `Portail : ${formatEuros(here)}`,
    there !== null && `Fichier : ${formatEuros(there)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** What the portal knows of a payment that it did not record. */
function Attempt({ difference: { verdict, attempt, reference } }: { difference: Difference }) {
  if (verdict !== 'ONLY_THERE') return null
  if (!attempt) return <p className="text-note text-muted">Le portail ne connaît pas cette référence.</p>
  return (
    <>
      <p className="mb-2 text-note text-muted">
        Tentative connue du portail : {STATE_WORDS[attempt.state].toLocaleLowerCase('fr-FR')}.
      </p>
      <ActionButton
        action={checkNow}
        values={{ attemptId: attempt.id }}
        done="PayFiP a répondu : comparez de nouveau."
        size="sm"
        pendingLabel="Un instant…"
      >
        Interroger PayFiP<span className="sr-only"> : {reference}</span>
      </ActionButton>
    </>
  )
}
