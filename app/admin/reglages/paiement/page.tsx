import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { payfipSetting } from '@/lib/payment/queries/settings'
import { PayfipForm } from './payfip-form'

export const metadata: Metadata = { title: 'Paiement en ligne' }

export default async function OnlinePaymentPage() {
  const agent = await requireAgent('authority.configure')
  return (
    <>
      <PageHeader
        title="Paiement en ligne"
        subtitle="La régie que les familles paient par PayFiP, le service de la DGFiP"
        back={{ href: '/admin/reglages', label: 'Réglages' }}
      />
      <Card className="max-w-reading">
        <PayfipForm payfip={await payfipSetting(agent)} />
      </Card>
    </>
  )
}
