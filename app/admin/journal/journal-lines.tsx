import { Link } from '@/components/ui/link'
import { fieldLabels } from '@/lib/audit/field-labels'
import { actionSentence, ACTOR_LABELS } from '@/lib/audit/messages'
import { journalAddress } from '@/lib/audit/address'
import type { JournalEntry } from '@/lib/audit/queries'
import { formatInstant } from '@/lib/core/day'

type JournalLinesProps = {
  entries: readonly JournalEntry[]
  /** Whether names lead to the journal of that family or person. */
  links?: boolean
}

/** Events of the journal as sentences, newest first. */
export function JournalLines({ entries, links = true }: JournalLinesProps) {
  return (
    <ol className="divide-y divide-line">
      {entries.map((entry) => (
        <li
          key={String(entry.id)}
          className="grid gap-x-4 px-4 py-2.5 text-note sm:grid-cols-[15rem_1fr] sm:px-5"
        >
          <time dateTime={entry.at.toISOString()} className="text-muted">
            {formatInstant(entry.at, 'long')}
          </time>
          <p className="min-w-0">
            <Who entry={entry} links={links} /> {actionSentence(entry.action)}
            {entry.personName && ` : ${entry.personName}`}
            {entry.fields.length > 0 && (
              <span className="text-muted"> ({fieldLabels(entry).join(', ')})</span>
            )}
            {links && entry.familyId && entry.familyName && (
              <>
                {' · '}
                <Link
                  href={journalAddress({ familyId: entry.familyId })}
                  className="text-brand-text underline underline-offset-2"
                >
                  famille {entry.familyName}
                </Link>
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  )
}

function Who({ entry, links }: { entry: JournalEntry; links: boolean }) {
  const name = entry.accountName ?? (entry.accountId ? 'Un compte supprimé' : ACTOR_LABELS[entry.actor])
  if (!links || !entry.accountId) return <span className="font-semibold">{name}</span>
  return (
    <Link
      href={journalAddress({ accountId: entry.accountId })}
      className="font-semibold underline-offset-2 hover:underline"
    >
      {name}
    </Link>
  )
}
