import type { Metadata } from 'next'
import { ListOrdered } from 'lucide-react'
import { redirect } from 'next/navigation'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Pagination } from '@/components/ui/pagination'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import { WAITING_PAGE, waitingLists, type WaitingListView } from '@/lib/planning/queries/waiting-lists'
import { pageSchema } from '@/lib/planning/schema'
import { give } from './actions'

export const metadata: Metadata = { title: 'Listes d’attente' }

type Search = { searchParams: Promise<{ page?: string }> }

/** Who waits for a place, day by day; a list kept by hand is served here. */
export default async function WaitingListsPage({ searchParams }: Search) {
  const agent = await requireAgent('request.decide')
  const page = pageSchema.parse((await searchParams).page)
  const { lists, total } = await waitingLists(agent, dayInParis(now()), page)
  if (lists.length === 0 && page > 1) redirect('/admin/attente')
  return (
    <>
      <PageHeader
        title="Listes d’attente"
        subtitle="Une place libre va au premier de la liste : d’elle-même, ou quand vous la donnez."
        back={{ href: '/admin/demandes', label: 'Demandes' }}
      />
      {lists.length === 0 ? (
        <EmptyState icon={ListOrdered} title="Personne n’attend">
          Quand une journée est complète et que l’activité a une liste d’attente, les enfants qui attendent
          une place sont ici, dans leur ordre.
        </EmptyState>
      ) : (
        <Card padded={false}>
          <Table caption="Listes d’attente par jour">
            <thead>
              <Tr>
                <Th>Jour</Th>
                <Th>Activité</Th>
                <Th>En attente</Th>
                <Th>Places libres</Th>
                <Th>Action</Th>
              </Tr>
            </thead>
            <tbody>
              {lists.map((list) => (
                <ListRow key={`${list.groupId} ${list.day}`} list={list} />
              ))}
            </tbody>
          </Table>
        </Card>
      )}
      <Pagination
        page={page}
        pages={Math.ceil(total / WAITING_PAGE)}
        label="listes d’attente"
        hrefOf={(to) => `/admin/attente?page=${to}`}
      />
    </>
  )
}

function ListRow({ list }: { list: WaitingListView }) {
  const { groupId, activity, group, day, kept, free, waiting, first } = list
  const givable = kept === 'MANUAL' && (free === null || free > 0)
  return (
    <Tr>
      <Td label="Jour">{formatDay(day, 'full')}</Td>
      <Td label="Activité">{[activity, group].filter(Boolean).join(', ')}</Td>
      <Td label="En attente">
        <ol className="flex list-decimal flex-col gap-0.5 pl-5">
          {first.map(({ familyId, firstName, lastName, since }, index) => (
            <li key={index}>
              <Link href={`/admin/familles/${familyId}`} className="underline-offset-4 hover:underline">
                {firstName} {lastName}
              </Link>{' '}
              <span className="text-muted">depuis le {formatInstant(new Date(since), 'short')}</span>
            </li>
          ))}
        </ol>
        {waiting > first.length && <p className="text-muted">et {waiting - first.length} autres</p>}
      </Td>
      <Td label="Places libres">{free ?? 'Non limitées'}</Td>
      <Td label="Action">
        {givable ? (
          <ActionButton action={give} values={{ groupId: String(groupId), day }} done="La place est donnée.">
            Donner la place à {first[0]!.firstName}
          </ActionButton>
        ) : (
          <Tag tone="neutral">{kept === 'AUTO' ? 'Servie d’elle-même' : 'Complet'}</Tag>
        )}
      </Td>
    </Tr>
  )
}
