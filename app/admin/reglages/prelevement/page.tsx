import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { plural } from '@/lib/dossier/messages'
import { creditorSetting } from '@/lib/mandate/queries'
import { CreditorForm } from './creditor-form'

export const metadata: Metadata = { title: 'Prélèvement automatique' }

export default async function CreditorPage() {
  const agent = await requireAgent('authority.configure')
  const { creditor, active } = await creditorSetting(agent)
  return (
    <>
      <PageHeader
        title="Prélèvement automatique"
        subtitle={`Le créancier que portent les mandats SEPA · ${plural(active, 'mandat en vigueur', 'mandats en vigueur')}`}
        back={{ href: '/admin/reglages', label: 'Réglages' }}
      />
      <Card className="max-w-reading">
        <CreditorForm creditor={creditor} />
      </Card>
    </>
  )
}
