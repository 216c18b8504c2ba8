import type { Metadata } from 'next'
import { KeyRound } from 'lucide-react'
import { PageHeader } from '@/components/layout/page-header'
import { OutcomeAlert } from '@/components/subscription/outcome-alert'
import { SubscribeButton } from '@/components/subscription/subscribe-button'
import { SubscriptionCard } from '@/components/subscription/subscription-card'
import { UnsubscribeButton } from '@/components/subscription/unsubscribe-button'
import { LinkButton } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { getAuthority } from '@/lib/authority/queries'
import { requireParent } from '@/lib/core/actor'
import { subscriptionOf, subscriptionsOf } from '@/lib/subscription/queries'
import { subscribeInDialog, unsubscribeAction } from './actions'

export const metadata: Metadata = { title: 'Mes abonnements' }

type Search = { searchParams: Promise<{ nouveau?: string | string[]; fin?: string | string[] }> }

export default async function SubscriptionsPage({ searchParams }: Search) {
  const parent = await requireParent()
  const { nouveau, fin } = await searchParams
  const [subscriptions, { phone, openingHours }, made, ended] = await Promise.all([
    subscriptionsOf(parent),
    getAuthority(),
    subscriptionOf(parent, nouveau),
    subscriptionOf(parent, fin),
  ])
  const isFirst = subscriptions.length === 0
  return (
    <>
      <PageHeader
        title="Mes abonnements"
        subtitle="Un abonnement relie votre compte aux données d’une famille."
        back={{ href: '/mon-espace', label: 'Mon espace citoyen' }}
        actions={
          <SubscribeButton
            href="/mon-espace/abonnements/nouveau"
            action={subscribeInDialog}
            variant={isFirst ? 'sun' : 'primary'}
          />
        }
      />
      {made && !made.ended && (
        <OutcomeAlert
          title={`Votre compte est relié à la famille ${made.familyName}.`}
          action={
            <LinkButton href="/famille" variant="secondary">
              Voir l’espace famille
            </LinkButton>
          }
        />
      )}
      {ended?.ended && (
        <OutcomeAlert title={`Votre compte n’est plus relié à la famille ${ended.familyName}.`} />
      )}
      {isFirst ? (
        <EmptyState icon={KeyRound} title="Vous n’avez pas encore d’abonnement">
          <p>
            La mairie vous a envoyé un courrier avec un <strong>code abonné</strong> : trois groupes de quatre
            signes. Cliquez sur « M’abonner » et saisissez-le : votre famille apparaîtra ici, avec son
            planning, son dossier et ses demandes.
          </p>
        </EmptyState>
      ) : (
        <ul className="space-y-4">
          {subscriptions.map((subscription) => (
            <li key={subscription.id}>
              <SubscriptionCard
                subscription={subscription}
                unsubscribe={
                  <UnsubscribeButton
                    subscriptionId={subscription.id}
                    familyName={subscription.familyName}
                    href={`/mon-espace/abonnements/${subscription.id}`}
                    action={unsubscribeAction}
                  />
                }
              />
            </li>
          ))}
        </ul>
      )}
      <SectionCard title="Pas de code, ou code perdu ?" className="mt-4">
        <p>Demandez un nouveau courrier au service famille. Chaque responsable reçoit son propre code.</p>
        <p className="mt-2 text-muted">
          <a
            href={`tel:${phone.replaceAll(' ', '')}`}
            className="inline-flex min-h-target items-center font-semibold text-brand-text underline underline-offset-4"
          >
            {phone}
          </a>
          <br />
          {openingHours}
        </p>
      </SectionCard>
    </>
  )
}
