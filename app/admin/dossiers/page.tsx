import { ArrowLeft, CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { QueueTabs } from '@/components/layout/queue-tabs'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { classes } from '@/components/ui/classes'
import { Avatar, ChildDisc } from '@/components/ui/disc'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Pagination } from '@/components/ui/pagination'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { queueAddress } from '@/lib/dossier/addresses'
import { queueFilterSchema, type QueueFilter } from '@/lib/dossier/decision-schema'
import { decidedMessage } from '@/lib/dossier/messages'
import { changeQueue } from '@/lib/dossier/queries/change-queue'
import { decisionScreen, type DecisionScreen } from '@/lib/dossier/queries/decision-screen'
import { stoppedChanges } from '@/lib/dossier/queries/stopped-changes'
import { parseTarget, type Target } from '@/lib/dossier/schema'
import { getDossier } from '@/lib/dossier/settings'
import { queueCounts } from '@/lib/portal/agent-queue'
import { DecisionForm } from './decision-form'
import { QueueFilters } from './queue-filters'
import { QueueList } from './queue-list'

export const metadata: Metadata = { title: 'Dossiers à valider' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function DossierQueuePage({ searchParams }: Props) {
  const agent = await requireAgent('dossier.decide')
  const dossier = await getDossier()
  const query = await searchParams
  const filter = queueFilterSchema.parse(query)
  const chosen = parseTarget(query.personne)
  const stopped = typeof query.retenues === 'string' ? query.retenues.split(',') : []
  const at = now()
  const [queue, counts, reasons] = await Promise.all([
    changeQueue(agent, dossier, filter, at),
    queueCounts(agent),
    stopped.length > 0 ? stoppedChanges(agent, dossier, stopped) : [],
  ])
  const target = chosen ?? queue.entries[0]?.target
  const screen = target ? await decisionScreen(agent, dossier, target, at) : null
  const position = queue.entries.findIndex((entry) => entry.target.id === target?.id)
  const next =
    queue.entries[position + 1]?.target ??
    queue.entries.find((entry) => entry.target.id !== target?.id)?.target
  const decided = decidedMessage({
    accepted: Number(query.acceptees) || 0,
    refused: Number(query.refusees) || 0,
  })
  return (
    <>
      <PageHeader
        title="Dossiers à valider"
        actions={<QueueTabs active="dossiers" counts={counts} role={agent.role} />}
      />
      <div className="flex flex-col gap-4">
        {decided && (
          <Alert tone="success" live>
            <p>{decided}</p>
          </Alert>
        )}
        {reasons.length > 0 && (
          <Alert tone="warning" live title="Rien n’a été décidé pour :">
            <ul className="list-disc pl-5">
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </Alert>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)] xl:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
          <div className={classes('flex flex-col gap-3', chosen && 'max-lg:hidden')}>
            <QueueFilters filter={filter} sections={dossier.sections} />
            {queue.entries.length > 0 ? (
              <QueueList
                key={queue.entries.map((entry) => entry.target.id).join()}
                items={queue.entries}
                people={queue.people}
                filter={filter}
                currentId={screen?.target.id}
              />
            ) : (
              <EmptyQueue filtered={Boolean(filter.family || filter.section)} />
            )}
            <Pagination
              page={filter.page ?? 1}
              pages={queue.pages}
              hrefOf={(page) => queueAddress({ ...filter, page })}
              label="dossiers"
            />
          </div>
          {target && (
            <div className={classes('flex min-w-0 flex-col gap-3', !chosen && 'max-lg:hidden')}>
              <Link
                href={queueAddress(filter)}
                className="inline-flex min-h-target items-center gap-2 text-note underline-offset-4 hover:underline lg:hidden"
              >
                <ArrowLeft /> Tous les dossiers
              </Link>
              {screen ? (
                <DecisionPanel screen={screen} filter={filter} next={next} />
              ) : (
                <EmptyState icon={CircleCheck} title="Ce dossier n’attend plus de décision">
                  Choisissez un autre dossier dans la liste.
                </EmptyState>
              )}
            </div>
          )}
        </div>
      </div>
    </>
  )
}

function EmptyQueue({ filtered }: { filtered: boolean }) {
  return (
    <EmptyState
      icon={CircleCheck}
      title={filtered ? 'Aucun dossier ne correspond' : 'Tout est traité'}
      action={
        filtered && (
          <LinkButton href={queueAddress({})} variant="secondary">
            Voir tous les dossiers
          </LinkButton>
        )
      }
    >
      {filtered
        ? 'Aucune modification en attente ne correspond à ce filtre.'
        : 'Les modifications que les familles demandent dans leur dossier arriveront ici.'}
    </EmptyState>
  )
}

type DecisionPanelProps = { screen: DecisionScreen; filter: QueueFilter; next?: Target }

function DecisionPanel({ screen, filter, next }: DecisionPanelProps) {
  return (
    <section className="rounded-card border border-line bg-card p-4 sm:p-6" aria-labelledby="dossier-choisi">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        {screen.colour === null ? (
          <Avatar name={screen.title} size="lg" />
        ) : (
          <ChildDisc firstName={screen.firstName} colour={screen.colour} size="lg" />
        )}
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="dossier-choisi" className="text-xl">
            {screen.title}
          </h2>
          <p className="text-muted">{screen.asked}</p>
        </div>
        <LinkButton href={`/admin/familles/${screen.familyId}`} variant="quiet" size="sm">
          Voir la famille
        </LinkButton>
      </div>
      <DecisionForm
        key={screen.decisions.map(({ id, version }) => `${id}@${version}`).join()}
        items={screen.decisions}
        filter={filter}
        here={screen.target}
        next={next}
      />
    </section>
  )
}
