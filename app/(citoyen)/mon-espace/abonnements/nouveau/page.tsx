import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { SubscribeForm } from '@/components/subscription/subscribe-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { requireParent } from '@/lib/core/actor'
import { subscribeOnPage } from '../actions'

export const metadata: Metadata = { title: 'S’abonner à l’espace famille' }

export default async function NewSubscriptionPage() {
  await requireParent()
  return (
    <>
      <PageHeader
        title="S’abonner à l’espace famille"
        back={{ href: '/mon-espace/abonnements', label: 'Mes abonnements' }}
      />
      <Card className="max-w-form">
        <SubscribeForm
          action={subscribeOnPage}
          cancel={
            <LinkButton href="/mon-espace/abonnements" variant="secondary">
              Annuler
            </LinkButton>
          }
        />
      </Card>
    </>
  )
}
