import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { UnsubscribeForm } from '@/components/subscription/unsubscribe-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { requireParent } from '@/lib/core/actor'
import { subscriptionOf } from '@/lib/subscription/queries'
import { unsubscribeAction } from '../actions'

export const metadata: Metadata = { title: 'Se désabonner' }

export default async function UnsubscribePage({ params }: { params: Promise<{ id: string }> }) {
  const parent = await requireParent()
  const { id } = await params
  const subscription = await subscriptionOf(parent, id)
  if (!subscription || subscription.ended) notFound()
  return (
    <>
      <PageHeader
        title={`Se désabonner de la famille ${subscription.familyName} ?`}
        back={{ href: '/mon-espace/abonnements', label: 'Mes abonnements' }}
      />
      <Card className="max-w-form">
        <UnsubscribeForm
          action={unsubscribeAction}
          subscriptionId={id}
          cancel={
            <LinkButton href="/mon-espace/abonnements" variant="secondary">
              Garder l’abonnement
            </LinkButton>
          }
        />
      </Card>
    </>
  )
}
