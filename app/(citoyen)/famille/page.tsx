import type { Metadata } from 'next'
import { CalendarDays, ChevronRight, FolderHeart, Send, type LucideIcon } from 'lucide-react'
import Link from 'next/link'
import { PageHeader } from '@/components/layout/page-header'
import { CountBadge } from '@/components/ui/tag'
import { requireSubscribedParent } from '@/lib/core/actor'
import { waitingCounts } from '@/lib/portal/queries'

export const metadata: Metadata = { title: 'Espace Famille' }

export default async function FamilySpacePage() {
  const parent = await requireSubscribedParent()
  const waiting = await waitingCounts(parent)
  return (
    <>
      <PageHeader title="Espace Famille" subtitle="Tout ce qui concerne vos enfants, au même endroit." />
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Place href="/famille/planning" icon={CalendarDays} title="Planning">
          Réservez une journée, déclarez une absence.
        </Place>
        <Place
          href="/famille/dossier"
          icon={FolderHeart}
          title="Dossier Famille"
          count={waiting.changes}
          waits="en attente de validation"
        >
          Tenez à jour les informations de la famille et des enfants.
        </Place>
        <Place
          href="/famille/demandes"
          icon={Send}
          title="Mes demandes"
          count={waiting.requests}
          waits="en attente de réponse"
        >
          Suivez vos demandes de réservation et d’absence.
        </Place>
      </ul>
    </>
  )
}

type PlaceProps = {
  href: string
  icon: LucideIcon
  title: string
  children: string
  count?: number
  waits?: string
}

function Place({ href, icon: Icon, title, children, count = 0, waits }: PlaceProps) {
  return (
    <li className="relative flex items-start gap-4 rounded-card border border-line bg-card p-5 hover:border-control">
      <span className="flex size-12 shrink-0 items-center justify-center rounded-full bg-brand-soft text-brand-text">
        <Icon className="size-6" />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="flex items-center gap-2 text-lg">
          <Link href={href} className="after:absolute after:inset-0 after:rounded-card">
            {title}
          </Link>
          {count > 0 && <CountBadge count={count} label={waits} />}
        </h2>
        <p className="mt-1 text-muted">{children}</p>
      </div>
      <ChevronRight className="mt-1 text-muted" />
    </li>
  )
}
