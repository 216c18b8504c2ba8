import type { Metadata } from 'next'
import { ActivityIcon } from '@/components/planning/activity-icon'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { tariffsToday } from '@/lib/billing/queries/tariffs'
import { priceRange } from '@/lib/billing/rules/price-grid'
import type { TariffRules } from '@/lib/billing/rules/price'
import { unitWords } from '@/lib/billing/rules/tariff-words'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'

export const metadata: Metadata = { title: 'Tarifs' }

export default async function TariffListPage() {
  const agent = await requireAgent('tariff.manage')
  const activities = await tariffsToday(agent, now())
  return (
    <>
      <PageHeader title="Tarifs" subtitle="Ce que chaque activité coûte aujourd’hui." />
      <Card padded={false}>
        <Table caption="Tarif de chaque activité">
          <thead>
            <Tr className="border-t-0">
              <Th>Activité</Th>
              <Th>Prix aujourd’hui</Th>
              <Th>Depuis le</Th>
              <Th>Prochain tarif</Th>
            </Tr>
          </thead>
          <tbody>
            {activities.map(({ id, name, icon, current, next }) => (
              <Tr key={id}>
                <Th scope="row">
                  <Link
                    href={`/admin/activites/${id}/tarifs`}
                    className="-my-2.5 inline-flex min-h-target items-center gap-2 text-brand-text underline underline-offset-4"
                  >
                    <ActivityIcon icon={icon} /> {name}
                  </Link>
                </Th>
                <Td label="Prix aujourd’hui" className="tabular-nums">
                  {current ? rangeWords(current.rules) : <Tag tone="warning">Pas facturée : aucun tarif</Tag>}
                </Td>
                <Td label="Depuis le">{current ? formatDay(current.validFrom, 'long') : '–'}</Td>
                <Td label="Prochain tarif">{next ? `le ${formatDay(next, 'long')}` : '–'}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </>
  )
}

/** « de 0,50 € à 6,50 € par jour ». */
function rangeWords(rules: TariffRules): string {
  const { least, most } = priceRange(rules)
  const price = least === most ? formatEuros(least) : `de ${formatEuros(least)} à ${formatEuros(most)}`
  return `${price} ${unitWords(rules.unit)}`
}
