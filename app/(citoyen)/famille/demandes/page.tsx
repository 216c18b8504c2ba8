import type { Metadata } from 'next'
import { CalendarDays, Plus, Send } from 'lucide-react'
import { SelectField } from '@/components/form/text-field'
import { PageHeader } from '@/components/layout/page-header'
import { RequestStateTag } from '@/components/planning/request-state-tag'
import { Button, LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ChildDisc } from '@/components/ui/disc'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { requireSubscribedParent } from '@/lib/core/actor'
import { formatInstant, formatPeriod } from '@/lib/core/day'
import { KIND_WORDS, REQUEST_STATE_WORDS } from '@/lib/planning/messages'
import { requestsOf, type RequestList } from '@/lib/planning/queries'
import { REQUEST_STATES } from '@/lib/planning/rules/states'
import { requestFilterSchema } from '@/lib/planning/schema'
import { withdraw } from './actions'
import { WithdrawForm } from './withdraw-form'

export const metadata: Metadata = { title: 'Mes demandes' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RequestsPage({ searchParams }: Search) {
  const parent = await requireSubscribedParent()
  const filter = requestFilterSchema.parse(await searchParams)
  const { lines, page, pages, children } = await requestsOf(parent, filter)
  const narrowed = filter.childId !== null || filter.state !== null
  const hrefOf = (to: number) => {
    const query = new URLSearchParams({ page: String(to) })
    if (filter.childId) query.set('enfant', filter.childId)
    if (filter.state) query.set('etat', filter.state)
    return `/famille/demandes?${query}`
  }
  return (
    <>
      <PageHeader
        title="Mes demandes"
        subtitle="Vos réservations et vos absences, la plus récente en premier."
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
      <form method="get" className="mb-4 grid grid-cols-[1fr_1fr_auto] items-end gap-3 sm:flex">
        <SelectField
          name="enfant"
          label="Enfant"
          defaultValue={filter.childId ?? ''}
          className="min-w-0 sm:min-w-40"
        >
          <option value="">Tous</option>
          {children.map(({ id, firstName }) => (
            <option key={id} value={id}>
              {firstName}
            </option>
          ))}
        </SelectField>
        <SelectField
          name="etat"
          label="État"
          defaultValue={filter.state ?? ''}
          className="min-w-0 sm:min-w-40"
        >
          <option value="">Tous</option>
          {REQUEST_STATES.map((state) => (
            <option key={state} value={state}>
              {REQUEST_STATE_WORDS[state]}
            </option>
          ))}
        </SelectField>
        <Button type="submit" variant="secondary">
          Filtrer
        </Button>
      </form>
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
              ? 'Changez l’enfant ou l’état choisis au-dessus.'
              : 'Vos demandes de réservation et d’absence apparaîtront ici. Ouvrez le planning et choisissez une journée.'}
          </EmptyState>
        )}
      </WithdrawForm>
      <Pagination page={page} pages={pages} hrefOf={hrefOf} label="demandes" />
    </>
  )
}

/** On a phone a row reads as a card: what was asked and when, who, what for, and the answer. */
function RequestTable({ lines }: Pick<RequestList, 'lines'>) {
  return (
    <Table caption="Mes demandes">
      <thead>
        <tr role="row">
          <Th>N°</Th>
          <Th>Enfant</Th>
          <Th>Activité</Th>
          <Th>Jour</Th>
          <Th>Demande</Th>
          <Th>Faite le</Th>
          <Th>État</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Tr key={line.id}>
            <Th scope="row" className="max-md:font-normal! max-md:text-muted">
              <span className="md:sr-only">Demande n° </span>
              {line.number}
              <span className="md:hidden">
                {' '}
                · {KIND_WORDS[line.kind]}, le {formatInstant(new Date(line.askedAt), 'short')}
              </span>
            </Th>
            <Td>
              <span className="flex flex-wrap gap-x-3 gap-y-1">
                {line.children.map(({ id, firstName, colour }) => (
                  <span key={id} className="inline-flex items-center gap-1.5">
                    <ChildDisc firstName={firstName} colour={colour} size="xs" /> {firstName}
                  </span>
                ))}
              </span>
            </Td>
            <Td className="max-md:text-base max-md:font-semibold">{line.activities.join(', ')}</Td>
            <Td>{formatPeriod(line, 'weekday')}</Td>
            <Td className="max-md:hidden">{KIND_WORDS[line.kind]}</Td>
            <Td className="max-md:hidden">{formatInstant(new Date(line.askedAt), 'short')}</Td>
            <Td>
              <div className="flex flex-col items-start gap-1.5">
                <RequestStateTag state={line.state} />
                {line.state === 'REFUSED' && line.reason && (
                  <p className="text-note text-muted">Motif : {line.reason}</p>
                )}
                {line.state === 'PENDING' && (
                  <SubmitButton
                    name="requestId"
                    value={line.id}
                    variant="secondary"
                    size="sm"
                    className="max-md:mt-2"
                    aria-label={`Annuler ma demande n° ${line.number}`}
                  >
                    Annuler ma demande
                  </SubmitButton>
                )}
              </div>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
