import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { addMonths, dayInParis, firstOfMonth } from '@/lib/core/day'
import { loadTariffs } from '../load-tariffs'
import { TariffForm } from '../tariff-form'

export const metadata: Metadata = { title: 'Nouveau tarif' }

/** A new tariff; the last one's prices are there to be changed. */
export default async function NewTariffPage({ params }: { params: Promise<{ id: string }> }) {
  const agent = await requireAgent('tariff.manage')
  const { id, name, tariffs } = await loadTariffs(agent, (await params).id)
  const thisMonth = firstOfMonth(dayInParis(now()))
  const [last] = tariffs
  // The first month after the last tariff and this month; the current one where there is none yet.
  const proposed = last ? addMonths(last.validFrom > thisMonth ? last.validFrom : thisMonth, 1) : thisMonth
  return (
    <>
      <PageHeader
        title={`${name} : nouveau tarif`}
        back={{ href: `/admin/activites/${id}/tarifs`, label: `Tarifs de ${name}` }}
      />
      <TariffForm activityId={id} rules={last?.rules} validFrom={proposed} thisMonth={thisMonth} />
    </>
  )
}
