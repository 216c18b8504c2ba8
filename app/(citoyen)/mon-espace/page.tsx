import type { Metadata } from 'next'
import { CircleUserRound, KeyRound } from 'lucide-react'
import { PageHeader } from '@/components/layout/page-header'
import { LinkCard } from '@/components/ui/link-card'
import { requireParent } from '@/lib/core/actor'
import { subscriptionsOf } from '@/lib/subscription/queries'

export const metadata: Metadata = { title: 'Mon espace citoyen' }

export default async function MySpacePage() {
  const parent = await requireParent()
  const families = [...new Set((await subscriptionsOf(parent)).map((one) => one.familyName))]
  return (
    <>
      <PageHeader
        title="Mon espace citoyen"
        subtitle="Votre compte, et ce qui le relie aux services de la mairie."
      />
      <div className="grid gap-4 md:grid-cols-2">
        <LinkCard href="/mon-espace/abonnements" icon={KeyRound} title="Mes abonnements">
          {families.length === 0 ? (
            <p>Saisissez votre code abonné pour retrouver votre famille.</p>
          ) : (
            <p>
              Vous êtes abonné à {families.length > 1 ? 'plusieurs familles' : 'la famille'}
              {families.length > 1 && ' :'} <span className="text-ink">{families.join(', ')}</span>.
            </p>
          )}
        </LinkCard>
        <LinkCard href="/mon-espace/compte" icon={CircleUserRound} title="Mon compte">
          <p>Adresse e-mail, mot de passe, appareils connectés.</p>
          <p className="mt-1 break-words text-ink">{parent.email}</p>
        </LinkCard>
      </div>
    </>
  )
}
