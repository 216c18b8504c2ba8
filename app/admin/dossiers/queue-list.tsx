'use client'

import { ArrowDownWideNarrow, Eye } from 'lucide-react'
import { useState } from 'react'
import { useActionForm } from '@/components/form/use-action-form'
import { Checkbox } from '@/components/ui/choice'
import { classes } from '@/components/ui/classes'
import { Link } from '@/components/ui/link'
import { SubmitButton } from '@/components/ui/submit-button'
import { queueAddress } from '@/lib/dossier/addresses'
import type { QueueFilter } from '@/lib/dossier/decision-schema'
import { inSentence } from '@/lib/dossier/messages'
import type { QueueEntry } from '@/lib/dossier/queries/change-queue'
import { acceptAll } from './actions'
import { QueuePlaceFields } from './queue-place'

type QueueListProps = {
  items: readonly QueueEntry[]
  people: number
  filter: QueueFilter
  currentId?: string
}

/** The queue: who waits, since when; ticked, they are accepted together. */
export function QueueList({ items, people, filter, currentId }: QueueListProps) {
  const { state, form } = useActionForm(acceptAll)
  const [ticked, setTicked] = useState<readonly string[]>([])
  const chosen = items.filter(({ target }) => ticked.includes(target.id)).length
  return (
    <form {...form} className="overflow-hidden rounded-card border border-line bg-card">
      <QueuePlaceFields filter={filter} />
      <div className="flex items-center gap-2.5 border-b border-line bg-sand px-4 py-3 text-note">
        <ArrowDownWideNarrow className="text-muted" />
        <h2 className="flex-1 font-sans text-note font-normal">Les plus anciens d’abord</h2>
        <p className="font-semibold" aria-live="polite">
          {chosen > 0 ? `${chosen} choisi${chosen > 1 ? 's' : ''}` : `${people} en attente`}
        </p>
      </div>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <QueueRow
            key={item.target.id}
            item={item}
            href={queueAddress(filter, item.target)}
            current={item.target.id === currentId}
            onTick={(on) =>
              setTicked((ids) => (on ? [...ids, item.target.id] : ids.filter((id) => id !== item.target.id)))
            }
          />
        ))}
      </ul>
      <div className="border-t border-line p-4">
        <p className="mb-3 text-sm text-muted">
          Se cochent les changements sans risque : profession, employeur, téléphones, e-mail, nom d’usage de
          l’enfant.
        </p>
        {state.status === 'refused' && (
          <p role="alert" className="mb-3 text-note font-medium text-danger">
            {state.fields.changes ?? state.message}
          </p>
        )}
        <SubmitButton block variant={chosen > 0 ? 'primary' : 'secondary'} pendingLabel="Enregistrement…">
          {chosen > 1
            ? `Accepter les ${chosen}`
            : chosen === 1
              ? 'Accepter ce dossier'
              : 'Accepter les dossiers cochés'}
        </SubmitButton>
      </div>
    </form>
  )
}

type QueueRowProps = { item: QueueEntry; href: string; current: boolean; onTick: (on: boolean) => void }

function QueueRow({ item, href, current, onTick }: QueueRowProps) {
  const labels = item.labels.map(inSentence).join(', ')
  return (
    <li
      className={classes(
        'flex items-start gap-1 border-l-4 pr-4',
        current ? 'border-l-brand-text bg-brand-soft' : 'border-l-transparent hover:bg-sand',
      )}
    >
      {item.isHarmless ? (
        <label className="flex size-11 shrink-0 items-center justify-center">
          <span className="sr-only">
            Choisir {item.personName}, famille {item.familyName}
          </span>
          <Checkbox
            name="changes[]"
            value={item.changes.map(({ id, version }) => `${id}@${version}`).join(' ')}
            onChange={(event) => onTick(event.target.checked)}
          />
        </label>
      ) : (
        <span className="flex size-11 shrink-0 items-center justify-center text-muted">
          <Eye aria-hidden />
        </span>
      )}
      <Link
        href={href}
        scroll={false}
        aria-current={current ? 'true' : undefined}
        className="-outline-offset-3! min-w-0 flex-1 py-2.5 hover:underline"
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="font-semibold">Famille {item.familyName}</span>
          <span
            className={classes('shrink-0 text-sm', item.late ? 'font-semibold text-danger' : 'text-muted')}
          >
            {item.since}
          </span>
        </span>
        <span className="block text-note text-muted">
          {item.personName} : {labels}
        </span>
        {!item.isHarmless && <span className="block text-sm text-muted">À lire avant de décider</span>}
      </Link>
    </li>
  )
}
