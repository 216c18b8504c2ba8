import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChoiceGroup } from '@/components/form/choice-field'
import { PageLinks } from '@/components/document/page-links'
import { SlotTag } from '@/components/document/slot-tag'
import { DocumentUpload } from '@/components/document/upload-form'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { SectionCard } from '@/components/ui/card'
import { getAuthority } from '@/lib/authority/queries'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { documentsAddress } from '@/lib/document/addresses'
import { problemText, validUntil } from '@/lib/document/messages'
import { documentSlot, type DocumentSlot } from '@/lib/document/queries/family-documents'
import { WithdrawForm } from './withdraw-form'

export const metadata: Metadata = { title: 'Documents' }

type Props = {
  params: Promise<{ type: string; personne: string }>
  searchParams: Promise<{ famille?: string; envoye?: string; refus?: string; fichier?: string }>
}

export default async function DocumentPage({ params, searchParams }: Props) {
  const parent = await requireSubscribedParent()
  const [{ type, personne }, query, authority] = await Promise.all([params, searchParams, getAuthority()])
  const slot = await documentSlot(parent, { typeId: type, ownerId: personne, familyId: query.famille }, now())
  if (!slot) notFound()
  const problem = problemText(query.refus)
  return (
    <>
      <PageHeader
        title={slot.name}
        subtitle={slot.owner}
        back={{ href: documentsAddress(slot.familyId), label: 'Documents' }}
      />
      <div className="flex max-w-reading flex-col gap-4">
        {query.envoye && slot.state === 'PENDING' && (
          <Alert tone="success" live>
            <p>Votre document est bien arrivé. La mairie le vérifie sous {authority.dossierDelay}.</p>
          </Alert>
        )}
        {problem && (
          <Alert tone="danger" live title={query.fichier && `Fichier n° ${query.fichier}`}>
            <p>{problem}</p>
          </Alert>
        )}
        <Standing slot={slot} />
        {(slot.state !== 'PENDING' || slot.document?.own) && <Deposit slot={slot} />}
      </div>
    </>
  )
}

function Standing({ slot }: { slot: DocumentSlot }) {
  const { state, document, inForce } = slot
  return (
    <SectionCard title="Où en est ce document" actions={<SlotTag state={state} />}>
      <div className="flex flex-col items-start gap-3">
        <p className="text-muted">{slot.help}</p>
        {state === 'REFUSED' && document?.reason && (
          <Alert tone="danger" title="Motif du refus" className="w-full">
            <p>{document.reason}</p>
          </Alert>
        )}
        {document && (
          <p>
            {document.sent}
            {document.state === 'ACCEPTED' && `, ${validUntil(document.expiresOn)}`}.
          </p>
        )}
        {inForce && <p>Un document accepté avant celui-ci reste {validUntil(inForce.expiresOn)}.</p>}
        {document && document.pages.length > 0 && <PageLinks pages={document.pages} />}
        {document?.state === 'ACCEPTED' && document.pages.length === 0 && (
          <p className="text-muted">Le fichier a été effacé après sa vérification, comme prévu.</p>
        )}
        {state === 'PENDING' && document?.own && <WithdrawForm documentId={document.id} />}
      </div>
    </SectionCard>
  )
}

const TITLES = {
  MISSING: 'Envoyer le document',
  OPTIONAL: 'Envoyer le document',
  PENDING: 'Compléter ou remplacer',
  ACCEPTED: 'Envoyer un document plus récent',
  EXPIRING: 'Envoyer le nouveau document',
  EXPIRED: 'Envoyer le nouveau document',
  REFUSED: 'Envoyer un autre document',
} as const satisfies Record<DocumentSlot['state'], string>

function Deposit({ slot }: { slot: DocumentSlot }) {
  const waiting = slot.state === 'PENDING'
  return (
    <SectionCard title={TITLES[slot.state]}>
      <DocumentUpload
        // What was chosen for a document that has left is forgotten.
        key={slot.document?.id}
        action="/famille/documents/depot"
        fields={{ type: String(slot.typeId), personne: slot.ownerId, famille: slot.familyId }}
        submitLabel="Envoyer à la mairie"
      >
        {waiting && (
          <ChoiceGroup
            name="mode"
            label="Que faire du document qui attend ?"
            type="radio"
            defaultValue={['AJOUTER']}
            options={[
              { value: 'AJOUTER', label: 'Lui ajouter des pages' },
              { value: 'REMPLACER', label: 'Le remplacer' },
            ]}
          />
        )}
      </DocumentUpload>
    </SectionCard>
  )
}
