import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { recoverySetting } from '@/lib/recovery/queries/settings'
import { RecoveryForm } from './recovery-form'

export const metadata: Metadata = { title: 'Factures impayées' }

export default async function RecoveryPage() {
  const agent = await requireAgent('authority.configure')
  return (
    <>
      <PageHeader
        title="Factures impayées"
        subtitle="Les relances, la suspension des réservations, et le service du Trésor public"
        back={{ href: '/admin/reglages', label: 'Réglages' }}
      />
      <Card className="max-w-reading">
        <RecoveryForm settings={await recoverySetting(agent)} />
      </Card>
    </>
  )
}
