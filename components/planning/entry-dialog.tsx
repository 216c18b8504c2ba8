'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ChildDisc } from '@/components/ui/disc'
import { formatDay } from '@/lib/core/day'
import { explain, offered } from '@/lib/planning/rules/explain'
import type { Possible } from '@/lib/planning/rules/entry'
import { EntryDetails } from './entry-details'
import type { EntryLinkProps } from './entry-link'

type EntryDialogProps = EntryLinkProps & {
  /** The instant at which it was opened. */
  at: Date
  onClose: () => void
  onAct: (possible: Possible) => void
}

/** What an entry says of itself, and its buttons. */
export function EntryDialog({ entry, child, activity, at, onClose, onAct }: EntryDialogProps) {
  const explanation = explain(entry, activity, entry.deadlines, 'parent', at)
  const actions = offered(explanation)
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${activity.name}, ${formatDay(entry.day, 'weekday')}`}
      subtitle={[child.firstName, child.school].filter(Boolean).join(' · ')}
      mark={<ChildDisc firstName={child.firstName} colour={child.colour} />}
      footer={
        <>
          {actions.map((possible) => (
            <Button key={possible.action} className="flex-1" onClick={() => onAct(possible)}>
              {possible.label}
            </Button>
          ))}
          <Button
            variant="secondary"
            className={actions.length === 0 ? 'flex-1' : undefined}
            onClick={onClose}
          >
            Fermer
          </Button>
        </>
      }
    >
      <EntryDetails entry={entry} explanation={explanation} />
    </Dialog>
  )
}
