import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { OPEN_WORDS } from '@/lib/retention/messages'
import { familyToErase } from '@/lib/retention/queries'
import { EraseForm } from './erase-form'

export const metadata: Metadata = { title: 'Effacer la famille' }

type Props = { params: Promise<{ id: string }> }

export default async function EraseFamilyPage({ params }: Props) {
  const agent = await requireAgent('family.erase')
  const { id } = await params
  const family = await familyToErase(agent, id, now()).catch((error: unknown) => {
    if (error instanceof NotFound) notFound()
    throw error
  })
  return (
    <>
      <PageHeader
        title={`Effacer la famille ${family.name}`}
        back={{ href: `/admin/familles/${id}`, label: `Famille ${family.name}` }}
      />
      <Card>
        {family.open.length > 0 ? (
          <Alert tone="warning" title="Rien n’est effacé tant que :">
            <ul className="list-disc pl-5">
              {family.open.map((reason) => (
                <li key={reason}>{OPEN_WORDS[reason]}</li>
              ))}
            </ul>
          </Alert>
        ) : (
          <div className="flex max-w-form flex-col gap-4">
            <p>
              Le dossier, les enfants qui n’ont pas d’autre famille, les réservations, les demandes, les
              documents et les e-mails de la famille {family.name} seront effacés aussitôt et pour toujours.
              Les comptes des parents restent. Le journal garde ce qui a été fait, sans les noms.
            </p>
            <EraseForm familyId={id} familyName={family.name} />
          </div>
        )}
      </Card>
    </>
  )
}
