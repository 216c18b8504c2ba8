'use client'

import { Check, X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useMemo, useRef } from 'react'
import { DateField, SelectField, TextAreaField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, typedText } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { CANNED_REASONS } from '@/lib/document/messages'
import { ShortcutsSwitch, useShortcuts } from '../shortcuts'
import { decideDocument, decidePhoto } from './actions'

const SHORTCUTS = [
  ['A', 'puis Entrée : accepter'],
  ['R', 'refuser'],
  ['↓', 'suivant'],
  ['↑', 'précédent'],
] as const

/** The addresses of the entries of the queue before and after this one. */
export type Around = { previous?: string; next?: string }

type CheckFormProps = {
  id: string
  kind: 'document' | 'photo'
  /** The last valid day that is offered; null for ever. */
  proposed: Day | null
  around: Around
}

/**
 * Accept, with the last valid day of a document; or refuse, with a reason that the family reads. The keys lead to the
 * button or the reason and decide nothing by themselves: the family gets a mail at once.
 */
export function CheckForm({ id, kind, proposed, around: { previous, next } }: CheckFormProps) {
  const router = useRouter()
  const accept = useActionForm(kind === 'document' ? decideDocument : decidePhoto)
  const refuse = useActionForm(kind === 'document' ? decideDocument : decidePhoto)
  const acceptance = useRef<HTMLButtonElement>(null)
  const refusal = useRef<HTMLDetailsElement>(null)
  const reason = useRef<HTMLTextAreaElement>(null)
  const keys = useMemo(
    () => ({
      a: () => acceptance.current?.focus(),
      r: () => {
        if (refusal.current) refusal.current.open = true
        reason.current?.focus()
      },
      ...(next && { ArrowDown: () => router.push(next) }),
      ...(previous && { ArrowUp: () => router.push(previous) }),
    }),
    [router, next, previous],
  )
  useShortcuts(keys)
  const it = kind === 'document' ? 'le document' : 'la photo'
  return (
    <div className="flex flex-col gap-4">
      <Refused state={accept.state} />
      <form {...accept.form} className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="verdict" value="ACCEPT" />
        {kind === 'document' && (
          <DateField
            name="expiresOn"
            label="Valable jusqu’au"
            hint="Vide : sans date de fin."
            defaultValue={typedText(accept.state, 'expiresOn', proposed ?? '')}
            error={fieldError(accept.state, 'expiresOn')}
          />
        )}
        <SubmitButton
          ref={acceptance}
          variant="success"
          pending={accept.pending}
          pendingLabel="Enregistrement…"
        >
          <Check /> Accepter {it}
        </SubmitButton>
      </form>
      <details
        ref={refusal}
        className="rounded-control border border-line"
        open={refuse.state.status === 'refused' || undefined}
      >
        <summary className="flex min-h-target cursor-pointer items-center gap-2 px-4 font-semibold text-danger">
          <X /> Refuser…
        </summary>
        <form {...refuse.form} className="flex flex-col gap-3 p-4 pt-1">
          <Refused state={refuse.state} />
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="verdict" value="REFUSE" />
          <SelectField
            name="canned"
            label="Motif type"
            hint="Il remplit le motif, que vous pouvez compléter."
            defaultValue=""
            onChange={({ target }) => {
              if (reason.current && target.value) reason.current.value = target.value
            }}
          >
            <option value="">Aucun</option>
            {CANNED_REASONS.map((text) => (
              <option key={text}>{text}</option>
            ))}
          </SelectField>
          <TextAreaField
            ref={reason}
            name="reason"
            label="Motif du refus, lu par la famille"
            maxLength={500}
            defaultValue={typedText(refuse.state, 'reason')}
            error={fieldError(refuse.state, 'reason')}
          />
          <div>
            <SubmitButton variant="danger" pending={refuse.pending} pendingLabel="Enregistrement…">
              Refuser {it}
            </SubmitButton>
          </div>
        </form>
      </details>
      <ShortcutsSwitch words={SHORTCUTS} />
    </div>
  )
}

type FormState = ReturnType<typeof useActionForm<void>>['state']

/** What no field tells: another agent was first, the family took it back. */
function Refused({ state }: { state: FormState }) {
  if (state.status !== 'refused' || Object.keys(state.fields).length > 0) return null
  return (
    <Alert tone="warning" live>
      <p>{state.message}</p>
    </Alert>
  )
}
