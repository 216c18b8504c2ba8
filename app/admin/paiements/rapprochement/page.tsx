import type { Metadata } from 'next'
import { DateField } from '@/components/form/text-field'
import { PageHeader } from '@/components/layout/page-header'
import { Button } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatPeriod } from '@/lib/core/day'
import { recordedTotals } from '@/lib/payment/queries/journal'
import { openPayments } from '@/lib/payment/queries/open-attempts'
import { reconcileAddress } from '@/lib/payment/reconcile-schema'
import { OpenPayments } from '../open-payments'
import { FileForm } from './file-form'
import { TotalsForm } from './totals-form'

export const metadata: Metadata = { title: 'Rapprochement' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** What the portal recorded on some days beside the accountant's totals and file. Nothing is changed here. */
export default async function ReconciliationPage({ searchParams }: Search) {
  const agent = await requireAgent('billing.run')
  const { from, to, typed } = reconcileAddress(await searchParams, dayInParis(now()))
  const [totals, begun] = await Promise.all([
    recordedTotals(agent, from, to),
    openPayments(agent, { from, to }),
  ])
  const period = formatPeriod({ startsOn: from, endsOn: to }, 'long')
  return (
    <>
      <PageHeader
        title="Rapprochement"
        subtitle="Ce que le portail a enregistré, à côté de ce que dit le comptable. Rien n’est modifié ici."
        back={{ href: '/admin/paiements', label: 'Paiements' }}
      />
      <form method="get" className="mb-6 flex flex-wrap items-end gap-3">
        <DateField name="du" label="Du" defaultValue={from} required />
        <DateField name="au" label="Au" defaultValue={to} required />
        <Button type="submit" variant="secondary">
          Changer de jours
        </Button>
      </form>
      <div className="mb-6 grid items-start gap-4 xl:grid-cols-2">
        <SectionCard title="Totaux par moyen" subtitle={`Paiements reçus : ${period}.`}>
          <TotalsForm from={from} to={to} totals={totals} typed={typed} />
        </SectionCard>
        <SectionCard
          title="Fichier des transactions PayFiP"
          subtitle="Celui que le comptable reçoit de PayFiP, en CSV : comparé ligne par ligne, par la référence."
        >
          <FileForm key={`${from} ${to}`} from={from} to={to} />
        </SectionCard>
      </div>
      <section aria-labelledby="en-attente">
        <h2 id="en-attente" className="mb-3 text-xl">
          Commencés ces jours-là, et en attente chez PayFiP
        </h2>
        {begun.length > 0 ? (
          <OpenPayments payments={begun} />
        ) : (
          <p className="text-muted">Aucun : tout ce qui a été commencé est terminé.</p>
        )}
      </section>
    </>
  )
}
