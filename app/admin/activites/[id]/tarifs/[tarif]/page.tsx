import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, firstOfMonth, formatDay } from '@/lib/core/day'
import { loadTariffs } from '../load-tariffs'
import { TariffForm } from '../tariff-form'

export const metadata: Metadata = { title: 'Modifier le tarif' }

/** A tariff that no issued invoice used yet; one that was is not to be changed. */
export default async function TariffPage({ params }: { params: Promise<{ id: string; tarif: string }> }) {
  const agent = await requireAgent('tariff.manage')
  const { id: activity, tarif } = await params
  const { id, name, tariffs } = await loadTariffs(agent, activity)
  const tariff = tariffs.find((one) => String(one.id) === tarif)
  if (!tariff || tariff.isUsed) notFound()
  return (
    <>
      <PageHeader
        title={`${name} : tarif du ${formatDay(tariff.validFrom, 'long')}`}
        back={{ href: `/admin/activites/${id}/tarifs`, label: `Tarifs de ${name}` }}
      />
      <TariffForm
        activityId={id}
        id={tariff.id}
        rules={tariff.rules}
        validFrom={tariff.validFrom}
        thisMonth={firstOfMonth(dayInParis(now()))}
      />
    </>
  )
}
