import { ArrowRight, CircleCheck, CircleX, Hourglass, Landmark, Undo2, type LucideIcon } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { Tag, type TagTone } from '@/components/ui/tag'
import type { HistoryEntry } from '@/lib/dossier/queries/person-history'
import type { ChangeState } from '@/lib/dossier/rules'

const STATES = {
  PENDING: { word: 'En attente', tone: 'warning', icon: Hourglass },
  ACCEPTED: { word: 'Accepté', tone: 'success', icon: CircleCheck },
  REFUSED: { word: 'Refusé', tone: 'danger', icon: CircleX },
  WITHDRAWN: { word: 'Retiré', tone: 'neutral', icon: Undo2 },
} as const satisfies Record<ChangeState, { word: string; tone: TagTone; icon: LucideIcon }>

/** What changed in a dossier, the latest first: from what to what, asked by whom, decided when. */
export function HistoryTimeline({ entries, name }: { entries: readonly HistoryEntry[]; name: string }) {
  if (entries.length === 0)
    return (
      <EmptyState title="Rien n’a encore changé">
        Les modifications du dossier de {name} apparaîtront ici : qui les a demandées, et la réponse de la
        mairie.
      </EmptyState>
    )
  return (
    <ol className="ml-2 border-l-2 border-line">
      {entries.map((entry) => (
        <li key={entry.id} className="relative pb-6 pl-6 last:pb-0">
          <span
            aria-hidden
            className="-left-1.75 absolute top-1.5 size-3 rounded-full border-2 border-brand-text bg-card"
          />
          {entry.kind === 'CHANGE' ? (
            <Change entry={entry} />
          ) : (
            <>
              <p className="flex flex-wrap items-center gap-2 font-semibold">
                {entry.labels.join(', ')}
                <Tag tone="brand" icon={Landmark}>
                  Mis à jour par la mairie
                </Tag>
              </p>
              <p className="mt-1 text-note text-muted">Le {entry.on}</p>
            </>
          )}
        </li>
      ))}
    </ol>
  )
}

function Change({ entry }: { entry: Extract<HistoryEntry, { kind: 'CHANGE' }> }) {
  const { word, tone, icon } = STATES[entry.state]
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        {entry.label}
        <Tag tone={tone} icon={icon}>
          {word}
        </Tag>
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-x-2">
        <span className="text-muted">{entry.before}</span>
        <ArrowRight aria-label="devient" className="size-4 text-muted" />
        <span className={entry.state === 'ACCEPTED' ? 'font-semibold' : undefined}>{entry.after}</span>
      </p>
      {entry.reason && <p className="mt-1">Motif : {entry.reason}</p>}
      <p className="mt-1 text-note text-muted">
        {entry.asked}
        {entry.ended && (
          <>
            <br />
            {entry.ended}
          </>
        )}
      </p>
    </>
  )
}
