import { CalendarDays, FolderHeart, KeyRound, Send } from 'lucide-react'
import { InvoicesCard } from '@/components/billing/invoices-card'
import { PageHeader } from '@/components/layout/page-header'
import { LinkButton } from '@/components/ui/button'
import { ChildDisc } from '@/components/ui/disc'
import { LinkCard } from '@/components/ui/link-card'
import { CountBadge } from '@/components/ui/tag'
import { dueOf } from '@/lib/billing/queries/invoices'
import type { Parent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { menuCounts } from '@/lib/portal/queries'
import { subscriptionsOf } from '@/lib/subscription/queries'

/** The home page of a parent: the code abonné as long as there is no family, then what they come for. */
export async function ParentHome({ parent }: { parent: Parent }) {
  if (parent.guardians.length === 0)
    return (
      <>
        <PageHeader title={`Bonjour ${parent.firstName}`} subtitle="Votre compte est prêt." />
        <Invitation />
      </>
    )
  return (
    <>
      <PageHeader title={`Bonjour ${parent.firstName}`} subtitle="Que souhaitez-vous faire ?" />
      <FamilyWays parent={parent} />
    </>
  )
}

function Invitation() {
  return (
    <section
      aria-labelledby="abonnement"
      className="flex flex-col gap-5 rounded-card border border-line bg-card p-5 sm:p-8 lg:flex-row lg:items-center lg:justify-between lg:gap-10"
    >
      <div className="flex gap-4 sm:gap-5">
        <span className="flex size-12 shrink-0 items-center justify-center rounded-full bg-brand-soft text-brand-text">
          <KeyRound className="size-6" />
        </span>
        <div>
          <h2 id="abonnement" className="text-xl lg:text-2xl">
            Il reste à relier votre compte à votre famille
          </h2>
          <p className="mt-2 max-w-reading text-muted">
            Munissez-vous du courrier de la mairie : il porte votre <strong>code abonné</strong>, trois
            groupes de quatre signes. Il relie votre compte à vos enfants, à leurs activités et à votre
            dossier.
          </p>
        </div>
      </div>
      <LinkButton href="/mon-espace/abonnements" variant="sun" size="lg" className="shrink-0">
        S’abonner à l’espace famille
      </LinkButton>
    </section>
  )
}

async function FamilyWays({ parent }: { parent: Parent }) {
  const [{ changes, requests }, subscriptions, due] = await Promise.all([
    menuCounts(parent, now()),
    subscriptionsOf(parent),
    dueOf(parent, now()),
  ])
  // A child of two families is one child.
  const children = new Map(subscriptions.flatMap((one) => one.children).map((child) => [child.id, child]))
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <LinkCard href="/famille/planning" icon={CalendarDays} title="Planning">
        <p>Réservez ou déclarez une absence.</p>
        {children.size > 0 && (
          <ul aria-label="Enfants" className="mt-3 flex flex-wrap gap-x-4 gap-y-2 text-ink">
            {[...children.values()].map(({ id, firstName, colour }) => (
              <li key={id} className="flex items-center gap-2">
                <ChildDisc firstName={firstName} colour={colour} size="sm" />
                {firstName}
              </li>
            ))}
          </ul>
        )}
      </LinkCard>
      <LinkCard
        href="/famille/dossier"
        icon={FolderHeart}
        title="Dossier Famille"
        badge={changes > 0 && <CountBadge count={changes} label="en attente de validation" />}
      >
        <p>Coordonnées, santé, autorisations, contacts.</p>
        {changes > 0 && (
          <p className="mt-1 text-warning">
            {changes > 1
              ? `${changes} modifications attendent la validation de la mairie.`
              : 'Une modification attend la validation de la mairie.'}
          </p>
        )}
      </LinkCard>
      <LinkCard
        href="/famille/demandes"
        icon={Send}
        title="Mes demandes"
        badge={requests > 0 && <CountBadge count={requests} label="en attente de réponse" />}
      >
        <p>Réservations et absences demandées, avec leur réponse.</p>
        {requests > 0 && (
          <p className="mt-1 text-warning">
            {requests > 1 ? `${requests} demandes attendent une réponse.` : 'Une demande attend une réponse.'}
          </p>
        )}
      </LinkCard>
      <InvoicesCard due={due} />
    </div>
  )
}
