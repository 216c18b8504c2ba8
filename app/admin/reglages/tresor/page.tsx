import { CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { recoverySetting } from '@/lib/recovery/queries/settings'
import { missingForPes, PES_LABELS } from '@/lib/recovery/rules/pes'
import { PesForm } from './pes-form'

export const metadata: Metadata = { title: 'Fichier PES v2' }

export default async function PesPage() {
  const agent = await requireAgent('authority.configure')
  const settings = await recoverySetting(agent)
  const missing = missingForPes(settings)
  return (
    <>
      <PageHeader
        title="Fichier PES v2"
        subtitle="Ce que le fichier des factures transmises au Trésor public dit de la collectivité"
        back={{ href: '/admin/reglages', label: 'Réglages' }}
      />
      <Card className="max-w-reading">
        {missing.length > 0 ? (
          <Alert tone="warning" title="Le fichier ne peut pas encore être fait" className="mb-5">
            <p>Il manque : {missing.map((key) => PES_LABELS[key]).join(', ')}.</p>
          </Alert>
        ) : (
          <Alert tone="success" icon={CircleCheck} className="mb-5">
            <p>Tout est renseigné : le fichier se télécharge depuis chaque bordereau.</p>
          </Alert>
        )}
        <PesForm settings={settings} />
      </Card>
    </>
  )
}
