import { Hourglass } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { PhotoForm } from '@/components/document/photo-form'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { SectionCard } from '@/components/ui/card'
import { ChildDisc } from '@/components/ui/disc'
import { Tag } from '@/components/ui/tag'
import { requireSubscribedParent } from '@/lib/core/actor'
import { FILE_PROBLEMS, PHOTO_PROBLEMS, problemText } from '@/lib/document/messages'
import { childPhotos } from '@/lib/document/queries/photos'
import { RemoveForm } from './remove-form'

export const metadata: Metadata = { title: 'Photo' }

type Props = {
  params: Promise<{ enfant: string }>
  searchParams: Promise<{ envoye?: string; refus?: string }>
}

export default async function PhotoPage({ params, searchParams }: Props) {
  const parent = await requireSubscribedParent()
  const [{ enfant }, query] = await Promise.all([params, searchParams])
  const photos = await childPhotos(parent, enfant)
  if (!photos) notFound()
  const { childId, firstName, colour, inForce, waiting, refused } = photos
  const problem = problemText(query.refus, { ...FILE_PROBLEMS, ...PHOTO_PROBLEMS })
  return (
    <>
      <PageHeader
        title="Photo"
        subtitle={firstName}
        back={{ href: `/famille/dossier/enfant/${childId}`, label: `Dossier de ${firstName}` }}
      />
      <div className="flex max-w-reading flex-col gap-4">
        {query.envoye && waiting && (
          <Alert tone="success" live>
            <p>La photo est bien arrivée. Elle sera montrée une fois acceptée par la mairie.</p>
          </Alert>
        )}
        {problem && (
          <Alert tone="danger" live>
            <p>{problem}</p>
          </Alert>
        )}
        <SectionCard
          title={`La photo de ${firstName}`}
          subtitle="Vue par les responsables de l’enfant et par les agents qui l’accueillent."
        >
          <div className="flex flex-wrap gap-6">
            {inForce ? (
              <Shown id={inForce.id} label={`Photo de ${firstName}`} caption="En vigueur">
                <RemoveForm photoId={inForce.id} which="en vigueur" />
              </Shown>
            ) : (
              <figure className="flex flex-col items-center gap-2">
                <ChildDisc firstName={firstName} colour={colour} size="xl" />
                <figcaption className="text-note text-muted">Pas encore de photo</figcaption>
              </figure>
            )}
            {waiting && (
              <Shown
                id={waiting.id}
                label={`Photo envoyée de ${firstName}`}
                caption={
                  <>
                    <Tag tone="warning" icon={Hourglass}>
                      En attente de validation
                    </Tag>
                    <span className="mt-1 block">{waiting.sent}</span>
                  </>
                }
              >
                {waiting.own && <RemoveForm photoId={waiting.id} which="en attente" />}
              </Shown>
            )}
          </div>
          {refused && (
            <Alert tone="danger" title="La dernière photo a été refusée" className="mt-4">
              <p>{refused.reason}</p>
            </Alert>
          )}
        </SectionCard>
        {(!waiting || waiting.own) && (
          <SectionCard title={waiting ? 'Envoyer une autre photo à la place' : 'Envoyer une photo'}>
            <PhotoForm action="/famille/photos/depot" childId={childId} firstName={firstName} />
          </SectionCard>
        )}
      </div>
    </>
  )
}

type ShownProps = { id: string; label: string; caption: ReactNode; children: ReactNode }

function Shown({ id, label, caption, children }: ShownProps) {
  return (
    <figure className="flex flex-col items-start gap-2">
      <img
        src={`/photos/${id}`}
        alt={label}
        width={176}
        height={176}
        className="rounded-card border border-line"
      />
      <figcaption className="text-note text-muted">{caption}</figcaption>
      {children}
    </figure>
  )
}
