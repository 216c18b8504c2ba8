import type { Metadata } from 'next'
import { CalendarDays, FolderHeart, Send } from 'lucide-react'
import { PageHeader } from '@/components/layout/page-header'
import { LinkCard } from '@/components/ui/link-card'
import { CountBadge } from '@/components/ui/tag'
import { requireSubscribedParent } from '@/lib/core/actor'
import { waitingCounts } from '@/lib/portal/queries'

export const metadata: Metadata = { title: 'Espace Famille' }

export default async function FamilySpacePage() {
  const parent = await requireSubscribedParent()
  const { changes, requests } = await waitingCounts(parent)
  return (
    <>
      <PageHeader title="Espace Famille" subtitle="Tout ce qui concerne vos enfants, au même endroit." />
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        <li>
          <LinkCard href="/famille/planning" icon={CalendarDays} title="Planning">
            Réservez une journée, déclarez une absence.
          </LinkCard>
        </li>
        <li>
          <LinkCard
            href="/famille/dossier"
            icon={FolderHeart}
            title="Dossier Famille"
            badge={changes > 0 && <CountBadge count={changes} label="en attente de validation" />}
          >
            Tenez à jour les informations de la famille et des enfants.
          </LinkCard>
        </li>
        <li>
          <LinkCard
            href="/famille/demandes"
            icon={Send}
            title="Mes demandes"
            badge={requests > 0 && <CountBadge count={requests} label="en attente de réponse" />}
          >
            Suivez vos demandes de réservation et d’absence.
          </LinkCard>
        </li>
      </ul>
    </>
  )
}
