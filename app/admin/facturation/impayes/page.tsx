import { CircleCheck, FileDown, Landmark } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { LinkButton } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatEuros } from '@/lib/core/money'
import { TREASURY_PAGE, UNPAID_PAGE } from '@/lib/recovery/addresses'
import { unpaidScreen } from '@/lib/recovery/queries/unpaid'
import { remindersBefore } from '@/lib/recovery/rules/reminders'
import { unpaidFilterSchema } from '@/lib/recovery/schema'
import { UnpaidFilters, unpaidQuery } from './unpaid-filters'
import { UnpaidForm } from './unpaid-form'

export const metadata: Metadata = { title: 'Impayés' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The invoices past their due day: who was reminded when, and what to do of them. */
export default async function UnpaidPage({ searchParams }: Search) {
  const agent = await requireAgent('billing.run')
  const filter = unpaidFilterSchema.parse(await searchParams)
  const { lines, count, total, pages, settings } = await unpaidScreen(agent, filter, now())
  if (lines.length === 0 && filter.page > 1) redirect(`${UNPAID_PAGE}${unpaidQuery(filter)}`)
  const isNarrowed = filter.age !== null || filter.euros !== null || filter.sent !== null
  return (
    <>
      <PageHeader
        title="Impayés"
        subtitle={
          count === 0
            ? 'Les factures dont l’échéance est passée.'
            : `${count} ${count > 1 ? 'factures en retard' : 'facture en retard'}, ${formatEuros(total)} à recevoir`
        }
        back={{ href: '/admin/facturation', label: 'Facturation' }}
        actions={
          <div className="flex flex-wrap gap-2.5">
            <LinkButton href={TREASURY_PAGE} variant="secondary">
              <Landmark /> Trésor public
            </LinkButton>
            {/* A file, not a page. */}
            <a
              href={`${UNPAID_PAGE}/csv${unpaidQuery(filter)}`}
              download
              className={buttonLook({ variant: 'secondary' })}
            >
              <FileDown /> Télécharger (CSV)
            </a>
          </div>
        }
      />
      <UnpaidFilters filter={filter} />
      <UnpaidForm
        key={unpaidQuery(filter, filter.page)}
        lines={lines}
        office={settings.office}
        needed={remindersBefore(settings)}
      >
        <EmptyState icon={CircleCheck} title={isNarrowed ? 'Aucune facture ne correspond' : 'Aucun impayé'}>
          {isNarrowed
            ? 'Changez les choix faits au-dessus.'
            : 'Une facture qui n’est pas payée à son échéance apparaît ici le lendemain.'}
        </EmptyState>
      </UnpaidForm>
      <Pagination
        page={filter.page}
        pages={pages}
        hrefOf={(to) => `${UNPAID_PAGE}${unpaidQuery(filter, to)}`}
        label="impayés"
      />
    </>
  )
}
