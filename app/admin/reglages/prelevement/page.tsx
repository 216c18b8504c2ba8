import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Card, SectionCard } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { plural } from '@/lib/dossier/messages'
import { creditorSetting } from '@/lib/mandate/queries'
import { collectionSetting } from '@/lib/sepa/queries/settings'
import { CollectionForm } from './collection-form'
import { CreditorForm } from './creditor-form'

export const metadata: Metadata = { title: 'Prélèvement automatique' }

/** The creditor that mandates name, and how debits are collected for it. */
export default async function CreditorPage() {
  const agent = await requireAgent('authority.configure')
  const [{ creditor, active }, collection] = await Promise.all([
    creditorSetting(agent),
    collectionSetting(agent),
  ])
  return (
    <>
      <PageHeader
        title="Prélèvement automatique"
        subtitle={`Le créancier que portent les mandats SEPA · ${plural(active, 'mandat en vigueur', 'mandats en vigueur')}`}
        back={{ href: '/admin/reglages', label: 'Réglages' }}
      />
      <div className="flex max-w-reading flex-col gap-4">
        <Card>
          <CreditorForm creditor={creditor} />
        </Card>
        <SectionCard
          title="Compte à créditer et fichier"
          subtitle="Pour que la facturation prépare des prélèvements. Sans IBAN, rien n’est prélevé."
        >
          <CollectionForm collection={collection} />
        </SectionCard>
      </div>
    </>
  )
}
