import { Inbox } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'
import { SelectField } from '@/components/form/text-field'
import { PageHeader } from '@/components/layout/page-header'
import { QueueTabs } from '@/components/layout/queue-tabs'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Pagination } from '@/components/ui/pagination'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { waitingSince } from '@/lib/dossier/rules'
import { QUEUE_PAGE, requestQueue } from '@/lib/planning/queries/request-queue'
import { queueCounts } from '@/lib/portal/agent-queue'
import { DecisionForm } from './decision-form'

export const metadata: Metadata = { title: 'Demandes à traiter' }

const id = z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined)
const addressSchema = z.object({
  activite: id,
  ecole: id,
  type: z.enum(['RESERVATION', 'ABSENCE']).optional().catch(undefined),
  page: z.coerce.number().int().positive().max(10_000).catch(1),
})

type RequestsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RequestsPage({ searchParams }: RequestsPageProps) {
  const agent = await requireAgent('request.decide')
  const { activite, ecole, type, page } = addressSchema.parse(await searchParams)
  const at = now()
  const [{ requests, total, activities, schools }, counts] = await Promise.all([
    requestQueue(agent, { activityId: activite, schoolId: ecole, kind: type }, page, at),
    queueCounts(agent),
  ])
  const filtered = Boolean(activite || ecole || type)
  const hrefOf = (number: number) => {
    const address = new URLSearchParams({ page: String(number) })
    for (const [key, value] of Object.entries({ activite, ecole, type }))
      if (value) address.set(key, String(value))
    return `/admin/demandes?${address}`
  }
  return (
    <>
      <PageHeader
        title="Demandes à traiter"
        subtitle={
          <Link href="/admin/attente" className="underline underline-offset-4">
            Listes d’attente
          </Link>
        }
        actions={<QueueTabs active="requests" counts={counts} role={agent.role} />}
      />
      <form action="/admin/demandes" className="mb-4 grid grid-cols-2 items-end gap-3 lg:grid-cols-4">
        <SelectField name="activite" label="Activité" defaultValue={activite ?? ''}>
          <option value="">Toutes</option>
          {activities.map((activity) => (
            <option key={activity.id} value={activity.id}>
              {activity.name}
            </option>
          ))}
        </SelectField>
        <SelectField name="ecole" label="École" defaultValue={ecole ?? ''}>
          <option value="">Toutes</option>
          {schools.map((school) => (
            <option key={school.id} value={school.id}>
              {school.name}
            </option>
          ))}
        </SelectField>
        <SelectField name="type" label="Type" defaultValue={type ?? ''}>
          <option value="">Tous</option>
          <option value="RESERVATION">Réservations</option>
          <option value="ABSENCE">Absences</option>
        </SelectField>
        <div className="flex gap-2">
          <Button type="submit" variant="secondary">
            Filtrer
          </Button>
          {filtered && (
            <LinkButton href="/admin/demandes" variant="quiet">
              Tout voir
            </LinkButton>
          )}
        </div>
      </form>
      <DecisionForm
        key={hrefOf(page)}
        requests={requests.map(({ askedAt, ...request }) => {
          const { words, late } = waitingSince(askedAt, at)
          return { ...request, since: words, late }
        })}
      >
        <EmptyState
          icon={Inbox}
          title={filtered ? 'Aucune demande ne correspond' : 'Aucune demande n’attend de réponse'}
        >
          {filtered
            ? 'Élargissez les filtres pour voir les autres demandes.'
            : 'Les demandes de réservation et d’absence des familles apparaissent ici, les plus anciennes d’abord.'}
        </EmptyState>
      </DecisionForm>
      {total > QUEUE_PAGE && (
        <Pagination
          page={page}
          pages={Math.ceil(total / QUEUE_PAGE)}
          hrefOf={hrefOf}
          label="Pages des demandes"
        />
      )}
    </>
  )
}
