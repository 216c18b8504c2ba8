'use client'

import { useRouter } from 'next/navigation'
import { useMemo, useRef, useState } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { SelectField, TextAreaField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table, Th, Tr } from '@/components/ui/table'
import { fieldError, refusalOf, typedText } from '@/lib/core/action-state'
import { queueAddress } from '@/lib/dossier/addresses'
import type { QueueFilter } from '@/lib/dossier/decision-schema'
import { CANNED_REASONS } from '@/lib/dossier/messages'
import type { WaitingDecision } from '@/lib/dossier/queries/decision-screen'
import type { Verdict } from '@/lib/dossier/rules'
import type { Target } from '@/lib/dossier/schema'
import { ShortcutsSwitch, useShortcuts } from '../shortcuts'
import { decide } from './actions'
import { DecisionRow } from './decision-row'
import { QueuePlaceFields } from './queue-place'

const SHORTCUTS = [
  ['A', 'accepter'],
  ['R', 'refuser'],
  ['↓', 'suivante'],
] as const

type DecisionFormProps = {
  items: readonly WaitingDecision[]
  filter: QueueFilter
  here: Target
  next?: Target
}

/** The decisions on what a person asked, field by field, with one reason for what is refused. */
export function DecisionForm({ items, filter, here, next }: DecisionFormProps) {
  const router = useRouter()
  const { state, pending, form } = useActionForm(decide)
  const [verdicts, setVerdicts] = useState<Record<string, Verdict>>(() =>
    Object.fromEntries(
      items.flatMap(({ id }) => {
        const typed = typedText(state, `verdict.${id}`)
        return typed === 'ACCEPT' || typed === 'REFUSE' ? [[id, typed]] : []
      }),
    ),
  )
  const [said, setSaid] = useState('')
  const reason = useRef<HTMLTextAreaElement>(null)
  const nextHref = queueAddress(filter, next)

  const keys = useMemo(() => {
    const decideNext = (verdict: Verdict, word: string) => () => {
      const item = items.find(({ id }) => !verdicts[id]) ?? items.at(-1)
      if (!item) return
      setVerdicts({ ...verdicts, [item.id]: verdict })
      setSaid(`${item.label} : ${word}`)
    }
    return {
      a: decideNext('ACCEPT', 'accepté'),
      r: decideNext('REFUSE', 'refusé'),
      ArrowDown: () => router.push(nextHref, { scroll: false }),
    }
  }, [items, verdicts, router, nextHref])
  useShortcuts(keys)

  const effects = items.flatMap(({ id, effect }) => (effect && verdicts[id] !== 'REFUSE' ? [effect] : []))
  return (
    <form {...form} className="group/decision flex flex-col gap-4">
      <ErrorSummary
        {...refusalOf(state)}
        idOf={(name) => (name === 'verdict' ? 'decisions' : `champ-${name}`)}
      />
      <QueuePlaceFields {...{ filter, here, next }} />
      <div id="decisions">
        <Table caption="Modifications demandées">
          <thead>
            <Tr className="border-t-0">
              <Th className="bg-transparent! pl-0! font-normal">
                <span className="sr-only">Champ</span>
              </Th>
              <Th className="bg-transparent! font-normal">En vigueur</Th>
              <Th className="bg-transparent! font-normal">Demandé</Th>
              <Th className="bg-transparent! pr-0! text-right font-normal">Décision</Th>
            </Tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <DecisionRow
                key={item.id}
                item={item}
                verdict={verdicts[item.id]}
                acknowledged={typedText(state, `acknowledged.${item.id}`) !== ''}
                onDecide={(verdict) => setVerdicts({ ...verdicts, [item.id]: verdict })}
              />
            ))}
          </tbody>
        </Table>
        <p className="sr-only" aria-live="polite">
          {said}
        </p>
      </div>
      <div className="hidden flex-col gap-3 group-has-[input[value=REFUSE]:checked]/decision:flex">
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
          defaultValue={typedText(state, 'reason')}
          error={fieldError(state, 'reason')}
        />
      </div>
      {effects.map((effect) => (
        <Alert key={effect}>
          <p>{effect}</p>
        </Alert>
      ))}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <ShortcutsSwitch words={SHORTCUTS} />
        <div className="ml-auto flex flex-wrap gap-2.5 max-lg:w-full max-lg:*:last:flex-1">
          <LinkButton href={nextHref} variant="secondary" scroll={false}>
            Passer
          </LinkButton>
          <SubmitButton pending={pending} pendingLabel="Enregistrement…">
            Enregistrer et suivante
          </SubmitButton>
        </div>
      </div>
    </form>
  )
}
