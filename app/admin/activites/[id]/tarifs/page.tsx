import type { Metadata } from 'next'
import { ReceiptEuro, Trash2 } from 'lucide-react'
import { TariffSummary } from '@/components/billing/tariff-summary'
import { ActionButton } from '@/components/form/action-button'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Tag } from '@/components/ui/tag'
import { ToastOnArrival } from '@/components/ui/toast'
import type { DatedTariff } from '@/lib/billing/queries/tariffs'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { addDays, dayInParis, formatDay, type Day } from '@/lib/core/day'
import { ActivityHeader } from '../../activity-header'
import { removeTariff } from './actions'
import { loadTariffs } from './load-tariffs'

export const metadata: Metadata = { title: 'Tarifs de l’activité' }

type TariffsPageProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<{ enregistre?: string }>
}

export default async function TariffsPage({ params, searchParams }: TariffsPageProps) {
  const agent = await requireAgent('tariff.manage')
  const activity = await loadTariffs(agent, (await params).id)
  const { enregistre } = await searchParams
  const { id, tariffs } = activity
  const add = `/admin/activites/${id}/tarifs/nouveau`
  return (
    <>
      {tariffs.some((tariff) => String(tariff.id) === enregistre) && (
        <ToastOnArrival message="Le tarif est enregistré." />
      )}
      <ActivityHeader activity={activity} current="/tarifs" role={agent.role} />
      {tariffs.length === 0 ? (
        <EmptyState
          icon={ReceiptEuro}
          title="Aucun tarif"
          action={<LinkButton href={add}>Saisir le tarif</LinkButton>}
        >
          Tant qu’elle n’a pas de tarif, l’activité n’est pas facturée.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="flex-1 basis-64 text-note text-muted">
              Chaque mois est facturé au tarif en vigueur ce mois-là : pour changer les prix, ajoutez un tarif
              à partir d’un mois à venir.
            </p>
            <LinkButton href={add}>Nouveau tarif</LinkButton>
          </div>
          <ul className="grid items-start gap-4 xl:grid-cols-2">
            {tariffs.map((tariff) => (
              <li key={tariff.id} className="min-w-0">
                <TariffCard activity={activity} tariff={tariff} today={dayInParis(now())} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

type TariffCardProps = { activity: { id: number; name: string }; tariff: DatedTariff; today: Day }

function TariffCard({ activity, tariff, today }: TariffCardProps) {
  const { id, validFrom, next, rules, isUsed } = tariff
  const summary = <TariffSummary rules={rules} about={`à partir du ${formatDay(validFrom, 'long')}`} />
  const isPast = next !== null && next <= today
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="text-lg">
          À partir du {formatDay(validFrom, 'long')}
          {next && (
            <span className="block text-note font-normal text-muted">
              jusqu’au {formatDay(addDays(next, -1), 'long')}
            </span>
          )}
        </h2>
        {validFrom > today ? (
          <Tag tone="waiting">À venir</Tag>
        ) : (
          <Tag tone={isPast ? 'neutral' : 'success'}>{isPast ? 'Passé' : 'En vigueur'}</Tag>
        )}
      </div>
      {isPast ? (
        <details>
          <summary className="inline-flex min-h-target items-center font-semibold text-brand-text">
            Voir les prix
          </summary>
          <div className="pt-2">{summary}</div>
        </details>
      ) : (
        summary
      )}
      {isUsed ? (
        <p className="text-note text-muted">
          Des factures émises ont été calculées avec ce tarif : il ne change plus.
        </p>
      ) : (
        <div className="flex flex-wrap items-start gap-3">
          <LinkButton href={`/admin/activites/${activity.id}/tarifs/${id}`} variant="secondary" size="sm">
            Modifier<span className="sr-only"> le tarif du {formatDay(validFrom, 'long')}</span>
          </LinkButton>
          <ActionButton
            action={removeTariff}
            values={{ activityId: String(activity.id), id: String(id) }}
            variant="quiet"
            size="sm"
            done="Tarif supprimé."
          >
            <Trash2 aria-hidden /> Supprimer
            <span className="sr-only"> le tarif du {formatDay(validFrom, 'long')}</span>
          </ActionButton>
        </div>
      )}
    </Card>
  )
}
