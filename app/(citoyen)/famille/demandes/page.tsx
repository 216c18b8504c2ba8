import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CalendarDays, Download, Plus, Send } from 'lucide-react'
import { PageHeader } from '@/components/layout/page-header'
import { LinkButton } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { requireSubscribedParent } from '@/lib/core/actor'
import { requestsOf } from '@/lib/planning/queries'
import { requestFilterSchema } from '@/lib/planning/schema'
import { withdraw } from './actions'
import { queryOf, RequestFilters } from './request-filters'
import { RequestTable } from './request-table'
import { WithdrawForm } from './withdraw-form'

export const metadata: Metadata = { title: 'Mes demandes' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RequestsPage({ searchParams }: Search) {
  const parent = await requireSubscribedParent()
  const filter = requestFilterSchema.parse(await searchParams)
  const { lines, page, pages, total, children: people, activities } = await requestsOf(parent, filter)
  if (lines.length === 0 && page > 1) redirect(`/famille/demandes${queryOf(filter)}`)
  const narrowed = Boolean(filter.childId ?? filter.activityId ?? filter.state ?? filter.kind)
  return (
    <>
      <PageHeader
        title="Mes demandes"
        subtitle="Vos réservations et vos absences, avec leurs réponses."
        actions={
          <>
            <LinkButton href="/famille/planning" variant="secondary">
              <CalendarDays /> Voir le planning
            </LinkButton>
            <LinkButton href="/famille/demandes/nouvelle" variant="sun">
              <Plus /> Faire une demande
            </LinkButton>
          </>
        }
      />
      <RequestFilters filter={filter} people={people} activities={activities} />
      <WithdrawForm send={withdraw}>
        {lines.length > 0 ? (
          <Card padded={false}>
            <RequestTable lines={lines} />
          </Card>
        ) : (
          <EmptyState
            icon={Send}
            title={narrowed ? 'Aucune demande ne correspond' : 'Aucune demande pour le moment'}
          >
            {narrowed
              ? 'Changez les choix faits au-dessus.'
              : 'Vos demandes de réservation et d’absence apparaîtront ici. Ouvrez le planning et choisissez une journée.'}
          </EmptyState>
        )}
      </WithdrawForm>
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(to) => `/famille/demandes${queryOf(filter, to)}`}
        label="demandes"
      />
      {total > 0 && (
        <p className="mt-4 flex justify-end">
          {/* A file, not a page. */}
          <a
            href={`/famille/demandes/export${queryOf(filter)}`}
            download
            className={buttonLook({ variant: 'secondary', size: 'sm' })}
          >
            <Download />{' '}
            {total > 1 ? `Télécharger les ${total} demandes (CSV)` : 'Télécharger la demande (CSV)'}
          </a>
        </p>
      )}
    </>
  )
}
