import { Link } from '@/components/ui/link'
import { StateBadge } from '@/components/ui/state-badge'
import { entryLook } from '@/components/ui/entry-state'
import { entryWord } from './entry-word'
import { EventLabel } from './event-icon'
import { formatDeadline } from '@/lib/activity/rules/deadline'
import { invoiceAddress } from '@/lib/billing/addresses'
import type { EventName } from '@/lib/planning/rules/events'
import { offered } from '@/lib/planning/rules/explain'
import type { Entry, Explanation } from '@/lib/planning/rules/entry'

type EventEntry = Entry & { event: EventName | null }

/** What an entry is and, in words, what can be done with it, until when, with what effect, or why not. */
export function EntryDetails({ entry, explanation }: { entry: EventEntry; explanation: Explanation }) {
  const possible = offered(explanation)
  const forbidden = explanation.forbidden.filter(({ action }) => action !== 'CANCEL')
  return (
    <div className="flex flex-col gap-3">
      <p>
        <StateBadge state={entry.state}>{entryWord(entry)}</StateBadge>
      </p>
      {entry.event && <EventLabel event={entry.event} className="font-semibold" />}
      {entry.event && entry.state === 'ABSENT' && <p>La journée n’est pas facturée.</p>}
      {entry.closedBy && <p>{entry.closedBy}.</p>}
      {entry.reason && (
        <p>
          <strong className="font-semibold">
            {entry.state === 'BOOKED' ? 'Absence refusée, motif : ' : 'Motif : '}
          </strong>
          {entry.reason}
        </p>
      )}
      {possible.map(({ action, lead, until, after }) => (
        <p key={action}>
          {lead}
          {until && (
            <>
              {' jusqu’au '}
              <strong className="font-semibold">{formatDeadline(until)}</strong>
            </>
          )}
          . {after}
        </p>
      ))}
      {forbidden.map(({ action, reason, invoiceId }) => (
        <p key={action}>
          {reason}
          {invoiceId && (
            <>
              {' '}
              <Link href={invoiceAddress(invoiceId)} className="text-brand-text underline">
                Voir la facture
              </Link>
            </>
          )}
        </p>
      ))}
      {possible.length + forbidden.length === 0 && !entry.closedBy && <p>{entryLook(entry.state).meaning}</p>}
      {entry.placesLeft !== null &&
        entry.placesLeft > 0 &&
        possible.some(({ action }) => action === 'BOOK') && (
          <p className="text-note text-muted">
            {entry.placesLeft === 1 ? 'Il reste 1 place.' : `Il reste ${entry.placesLeft} places.`}
          </p>
        )}
    </div>
  )
}
