import { ChevronDown } from 'lucide-react'
import { RequestStateTag } from '@/components/planning/request-state-tag'
import { ChildDisc } from '@/components/ui/disc'
import { StateBadge } from '@/components/ui/state-badge'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatDay, formatInstant } from '@/lib/core/day'
import { ABSENCE_REASON_WORDS, daysByMonth, KIND_WORDS, runWords } from '@/lib/planning/messages'
import type { RequestLine, RequestList } from '@/lib/planning/queries'

/** On a phone a row reads as a card: what was asked and when, who, what for, and the answer. */
export function RequestTable({ lines }: Pick<RequestList, 'lines'>) {
  return (
    <Table caption="Mes demandes">
      <thead>
        <tr role="row">
          <Th>N°</Th>
          <Th>Enfant</Th>
          <Th>Activité</Th>
          <Th>Jours</Th>
          <Th>Demande</Th>
          <Th>Faite le</Th>
          <Th>État</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Tr key={line.id}>
            <Th scope="row" className="max-md:font-normal! max-md:text-muted">
              <span className="md:sr-only">Demande n° </span>
              {line.number}
              <span className="md:hidden">
                {' '}
                · {KIND_WORDS[line.kind]}, le {formatInstant(new Date(line.askedAt), 'short')}
              </span>
            </Th>
            <Td>
              <span className="flex flex-wrap gap-x-3 gap-y-1">
                {line.children.map(({ id, firstName, colour }) => (
                  <span key={id} className="inline-flex items-center gap-1.5">
                    <ChildDisc firstName={firstName} colour={colour} size="xs" /> {firstName}
                  </span>
                ))}
              </span>
            </Td>
            <Td className="max-md:text-base max-md:font-semibold">{line.activities.join(', ')}</Td>
            <Td>
              {line.startsOn === line.endsOn
                ? formatDay(line.startsOn, 'weekday')
                : runWords(line.startsOn, line.endsOn)}
              <RequestDays line={line} />
            </Td>
            <Td className="max-md:hidden">
              {KIND_WORDS[line.kind]}
              {line.absenceReason && (
                <span className="block text-muted">{ABSENCE_REASON_WORDS[line.absenceReason]}</span>
              )}
            </Td>
            <Td className="max-md:hidden">{formatInstant(new Date(line.askedAt), 'short')}</Td>
            <Td>
              <Answer line={line} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** The days of a request and what became of them, to be unfolded. */
function RequestDays({ line }: { line: RequestLine }) {
  const count = line.days.reduce((sum, { days }) => sum + days.length, 0)
  if (count === 0 || line.startsOn === line.endsOn) return null
  const nameOf = (childId: string) => line.children.find(({ id }) => id === childId)?.firstName
  return (
    <details className="group max-w-80">
      <summary className="min-h-target cursor-pointer content-center font-semibold text-brand-text">
        <ChevronDown className="mr-1.5 inline size-4 transition-transform group-open:rotate-180" />
        {count > 1 ? `Voir les ${count} jours` : 'Voir le jour'}
        <span className="sr-only"> de la demande n° {line.number}</span>
      </summary>
      <ul className="flex flex-col gap-3 pb-1">
        {line.days.map((one) => (
          <li
            key={`${one.childId} ${one.activity} ${one.state} ${one.reason}`}
            className="flex flex-col gap-1"
          >
            <span className="font-semibold">
              {nameOf(one.childId)}, {one.activity}
            </span>
            <span>
              <StateBadge state={one.state} />
            </span>
            {daysByMonth(one.days).map((text) => (
              <span key={text} className="block text-muted">
                {text}
              </span>
            ))}
            {one.reason && <span className="block text-muted">Motif : {one.reason}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The state of a request, its reason, and the way to withdraw what waits. */
function Answer({ line: { id, number, state, reason } }: { line: RequestLine }) {
  return (
    <div className="flex flex-col items-start gap-1.5">
      <RequestStateTag state={state} />
      {state === 'REFUSED' && reason && <p className="text-note text-muted">Motif : {reason}</p>}
      {(state === 'PENDING' || state === 'WAITING') && (
        <SubmitButton
          name="requestId"
          value={id}
          variant="secondary"
          size="sm"
          className="max-md:mt-2"
          aria-label={`Annuler ma demande n° ${number}`}
        >
          Annuler ma demande
        </SubmitButton>
      )}
    </div>
  )
}
