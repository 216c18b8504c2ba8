import { ArrowLeft, FileCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { QueueTabs } from '@/components/layout/queue-tabs'
import { Alert } from '@/components/ui/alert'
import { classes } from '@/components/ui/classes'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { documentCheck, documentQueue, photoCheck, type QueueEntry } from '@/lib/document/queries/queue'
import { queueCounts } from '@/lib/portal/agent-queue'
import { DocumentPanel, PhotoPanel } from './check-panel'

export const metadata: Metadata = { title: 'Documents à vérifier' }

type Props = { searchParams: Promise<{ document?: string; photo?: string; fait?: string }> }

const DONE = {
  accepte: 'C’est accepté. La famille est prévenue par e-mail.',
  refuse: 'C’est refusé. La famille est prévenue par e-mail et lira le motif.',
} as const

const addressOf = (entry: QueueEntry | undefined) => entry && `/admin/documents?${entry.kind}=${entry.id}`

export default async function DocumentQueuePage({ searchParams }: Props) {
  const agent = await requireAgent('document.decide')
  const [query, queue, counts] = await Promise.all([
    searchParams,
    documentQueue(agent, now()),
    queueCounts(agent),
  ])
  const chosen = Boolean(query.document ?? query.photo)
  const first = queue[0]
  const documentId = query.document ?? (!chosen && first?.kind === 'document' ? first.id : undefined)
  const photoId = query.photo ?? (!chosen && first?.kind === 'photo' ? first.id : undefined)
  const [document, photo] = await Promise.all([
    documentId ? documentCheck(agent, documentId, now()) : null,
    photoId ? photoCheck(agent, photoId) : null,
  ])
  const current = document?.id ?? photo?.id
  const place = queue.findIndex(({ id }) => id === current)
  const around = { previous: addressOf(queue[place - 1]), next: addressOf(queue[place + 1]) }
  const done = query.fait === 'accepte' || query.fait === 'refuse' ? DONE[query.fait] : null
  return (
    <>
      <PageHeader
        title="Documents à vérifier"
        actions={<QueueTabs active="documents" counts={counts} role={agent.role} />}
      />
      <div className="flex flex-col gap-4">
        {done && (
          <Alert tone="success" live>
            <p>{done}</p>
          </Alert>
        )}
        {chosen && !current && (
          <Alert tone="warning" live>
            <p>Ce document n’attend plus : il a été traité, retiré ou remplacé.</p>
          </Alert>
        )}
        {queue.length === 0 ? (
          <EmptyState icon={FileCheck} title="Aucun document n’attend.">
            Les documents et les photos que les familles envoient apparaissent ici, les plus anciens d’abord.
          </EmptyState>
        ) : (
          <div className="grid items-start gap-4 lg:grid-cols-[clamp(14rem,24%,22rem)_minmax(0,1fr)]">
            <nav aria-label="Documents qui attendent" className={classes(chosen && 'max-lg:hidden')}>
              <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-card">
                {queue.map((entry) => (
                  <QueueRow key={entry.id} entry={entry} current={entry.id === current} />
                ))}
              </ul>
            </nav>
            <div className={classes('min-w-0', !chosen && 'max-lg:hidden')}>
              {chosen && (
                <Link
                  href="/admin/documents"
                  className="mb-2 inline-flex min-h-target items-center gap-2 text-brand-text lg:hidden"
                >
                  <ArrowLeft /> Tous les documents
                </Link>
              )}
              {document && <DocumentPanel check={document} around={around} />}
              {photo && <PhotoPanel check={photo} around={around} />}
            </div>
          </div>
        )}
      </div>
    </>
  )
}

function QueueRow({ entry, current }: { entry: QueueEntry; current: boolean }) {
  return (
    <li
      className={classes(
        'relative flex flex-wrap items-start justify-between gap-x-3 px-4 py-3',
        current ? 'bg-brand-soft' : 'hover:bg-sand',
      )}
    >
      <div className="min-w-0 lg:w-full">
        <Link
          href={addressOf(entry)!}
          // Opening one is journalled: it is not to be fetched ahead.
          aria-current={current ? 'true' : undefined}
          className="font-semibold after:absolute after:inset-0"
        >
          {entry.title}
        </Link>
        <p className="text-note text-muted">
          {entry.owner} · {entry.familyName}
        </p>
      </div>
      <p className={classes('shrink-0 text-sm', entry.late ? 'font-semibold text-danger' : 'text-muted')}>
        {entry.since}
      </p>
    </li>
  )
}
