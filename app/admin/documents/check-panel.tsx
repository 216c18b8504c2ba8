import { Hourglass, Trash2 } from 'lucide-react'
import { PageLinks } from '@/components/document/page-links'
import { PdfViewer } from '@/components/document/pdf-viewer'
import { Alert } from '@/components/ui/alert'
import { SectionCard } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import type { DocumentCheck, PhotoCheck } from '@/lib/document/queries/queue'
import { Health } from '../familles/[id]/health'
import { Household } from '../familles/[id]/household'
import { CheckForm, type Around } from './check-form'

const familyLink = (id: string, name: string) => (
  <Link href={`/admin/familles/${id}`} className="text-brand-text underline underline-offset-4">
    Famille {name}
  </Link>
)

/** A document beside what the dossier says that it proves, and the decision. */
export function DocumentPanel({ check, around }: { check: DocumentCheck; around: Around }) {
  return (
    <SectionCard
      title={`${check.title} : ${check.owner}`}
      subtitle={
        <>
          {familyLink(check.familyId, check.familyName)} · {check.sent}
        </>
      }
    >
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_minmax(15rem,38%)]">
        <div className="flex min-w-0 flex-col gap-3">
          <h3 className="text-lg">Le document</h3>
          <PageLinks pages={check.pages} />
          {check.pages.map(({ id, format }, n) =>
            format === 'PDF' ? (
              <PdfViewer
                key={id}
                address={`/documents/${id}`}
                label={check.pages.length > 1 ? `PDF n° ${n + 1} du document envoyé` : 'PDF envoyé'}
              />
            ) : (
              <img
                key={id}
                src={`/documents/${id}`}
                alt={`Page ${n + 1} du document envoyé`}
                className="w-full rounded-control border border-line"
              />
            ),
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4 xl:[&_dl>div]:grid-cols-1">
          <div>
            <h3 className="mb-2 text-lg">Au dossier</h3>
            <DescriptionList>
              {check.proof.map(({ label, value, asked }) => (
                <DescriptionRow
                  key={label}
                  label={label}
                  pending={
                    asked && (
                      <Alert tone="warning" icon={Hourglass} title={asked}>
                        Demandé, en attente de validation
                      </Alert>
                    )
                  }
                >
                  {value}
                </DescriptionRow>
              ))}
            </DescriptionList>
            {check.provesHealth && check.childId && (
              <Health
                key={check.id}
                familyId={check.familyId}
                childId={check.childId}
                firstName={check.owner}
                isEmpty={false}
              />
            )}
          </div>
          {check.provesHousehold && (
            <div>
              <h3 className="mb-2 text-lg">Impôts et banque du foyer</h3>
              <Household key={check.id} familyId={check.familyId} />
            </div>
          )}
          {check.inForce && <p className="text-note text-muted">{check.inForce}</p>}
          {check.brief && (
            <p className="flex gap-2 text-note text-muted">
              <Trash2 className="mt-0.5" /> Le fichier est effacé dès que vous l’acceptez ; la décision reste.
            </p>
          )}
          <h3 className="text-lg">Votre décision</h3>
          <CheckForm key={check.id} id={check.id} kind="document" proposed={check.proposed} around={around} />
        </div>
      </div>
    </SectionCard>
  )
}

/** A photo beside the one in force, and the decision. */
export function PhotoPanel({ check, around }: { check: PhotoCheck; around: Around }) {
  const photo = (id: string, label: string) => (
    <figure className="flex flex-col gap-2">
      <img
        src={`/photos/${id}`}
        alt={`${label} de ${check.childName}`}
        width={224}
        height={224}
        className="rounded-card border border-line"
      />
      <figcaption className="text-note text-muted">{label}</figcaption>
    </figure>
  )
  return (
    <SectionCard
      title={`Photo : ${check.childName}`}
      subtitle={
        <>
          {familyLink(check.familyId, check.familyName)} · {check.sent}
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap gap-4">
          {check.inForceId && photo(check.inForceId, 'Photo en vigueur')}
          {photo(check.id, 'Photo envoyée')}
        </div>
        <CheckForm key={check.id} id={check.id} kind="photo" proposed={null} around={around} />
      </div>
    </SectionCard>
  )
}
