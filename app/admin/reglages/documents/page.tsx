import { Paperclip, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { requireAgent } from '@/lib/core/actor'
import { OWNER_WORDS, VALIDITY_WORDS } from '@/lib/document/messages'
import { documentTypes, type TypeEntry } from '@/lib/document/queries/types'
import { RetireForm } from './retire-form'

export const metadata: Metadata = { title: 'Documents demandés' }

type Props = { searchParams: Promise<{ fait?: string }> }

export default async function TypesPage({ searchParams }: Props) {
  const agent = await requireAgent('authority.configure')
  const [{ fait }, types] = await Promise.all([searchParams, documentTypes(agent)])
  return (
    <>
      <PageHeader
        title="Documents demandés"
        back={{ href: '/admin/reglages', label: 'Réglages' }}
        subtitle="Ce que le portail demande aux familles, et pour combien de temps."
        actions={
          <LinkButton href="/admin/reglages/documents/nouveau">
            <Plus /> Demander un autre document
          </LinkButton>
        }
      />
      {fait && (
        <Alert tone="success" live className="mb-4">
          <p>C’est enregistré.</p>
        </Alert>
      )}
      {types.length === 0 ? (
        <EmptyState icon={Paperclip} title="Les documents demandés aux familles apparaîtront ici.">
          Commencez par le premier : l’assurance scolaire, par exemple.
        </EmptyState>
      ) : (
        <div className="overflow-hidden rounded-card border border-line bg-card">
          <Table caption="Documents demandés">
            <thead role="rowgroup">
              <Tr className="border-0">
                <Th>Document</Th>
                <Th>Demandé à</Th>
                <Th>Valable</Th>
                <Th>Particularités</Th>
                <Th>
                  <span className="sr-only">Action</span>
                </Th>
              </Tr>
            </thead>
            <tbody role="rowgroup">
              {types.map((type) => (
                <TypeRow key={type.id} type={type} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </>
  )
}

function TypeRow({ type }: { type: TypeEntry }) {
  const notes = [
    type.restricted && 'réservé aux agents habilités santé',
    type.owner === 'CHILD' && type.private && 'caché à l’autre famille',
    type.brief && 'fichier effacé une fois accepté',
  ].filter(Boolean)
  return (
    <Tr>
      <Th scope="row">
        <Link
          href={`/admin/reglages/documents/${type.id}`}
          className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4"
        >
          {type.name}
        </Link>
      </Th>
      <Td label="Demandé à">{OWNER_WORDS[type.owner]}</Td>
      <Td label="Valable">{validityInWords(type)}</Td>
      <Td label="Particularités">
        <span className="flex flex-wrap items-center gap-1.5">
          {type.isRetired ? (
            <Tag tone="neutral">Plus demandé</Tag>
          ) : (
            <Tag tone={type.required ? 'warning' : 'outline'}>
              {type.required ? 'Obligatoire' : 'Facultatif'}
            </Tag>
          )}
          {notes.join(', ')}
        </span>
      </Td>
      <Td>
        <RetireForm id={type.id} name={type.name} isRetired={type.isRetired} />
      </Td>
    </Tr>
  )
}

function validityInWords({ validity, validityDays }: TypeEntry): string {
  return validity === 'DAYS' ? `${validityDays} jours` : VALIDITY_WORDS[validity]
}
