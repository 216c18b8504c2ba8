import type { Metadata } from 'next'
import { CalendarDays, FolderHeart, Paperclip, Send } from 'lucide-react'
import { InvoicesCard } from '@/components/billing/invoices-card'
import { PageHeader } from '@/components/layout/page-header'
import { LinkCard } from '@/components/ui/link-card'
import { CountBadge } from '@/components/ui/tag'
import { dueOf } from '@/lib/billing/queries/invoices'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { menuCounts } from '@/lib/portal/queries'

export const metadata: Metadata = { title: 'Espace Famille' }

export default async function FamilySpacePage() {
  const parent = await requireSubscribedParent()
  const [{ changes, requests, documents }, due] = await Promise.all([
    menuCounts(parent, now()),
    dueOf(parent, now()),
  ])
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
            href="/famille/documents"
            icon={Paperclip}
            title="Documents"
            badge={documents > 0 && <CountBadge count={documents} label="à envoyer" />}
          >
            Envoyez l’assurance, les justificatifs et les autres pièces demandées.
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
        <li>
          <InvoicesCard due={due} />
        </li>
      </ul>
    </>
  )
}
