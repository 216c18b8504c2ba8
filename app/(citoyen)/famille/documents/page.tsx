import { ChevronRight, Home, Paperclip } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SlotTag } from '@/components/document/slot-tag'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Avatar, ChildDisc } from '@/components/ui/disc'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { SegmentedLinks } from '@/components/ui/segmented'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { documentsAddress, slotAddress } from '@/lib/document/addresses'
import { problemText, validUntil } from '@/lib/document/messages'
import { familyDocuments, type DocumentSlot, type OwnerGroup } from '@/lib/document/queries/family-documents'

export const metadata: Metadata = { title: 'Documents' }

type Props = { searchParams: Promise<{ famille?: string; refus?: string }> }

export default async function DocumentsPage({ searchParams }: Props) {
  const parent = await requireSubscribedParent()
  const [{ famille, refus }, families] = await Promise.all([searchParams, familyDocuments(parent, now())])
  const family = families.find(({ id }) => id === famille) ?? families[0]
  if (!family) redirect('/mon-espace/abonnements')
  const problem = problemText(refus)
  return (
    <>
      <PageHeader
        title="Documents"
        subtitle={`Famille ${family.name} · ${todoInWords(family.todo)}`}
        actions={
          families.length > 1 && (
            <SegmentedLinks
              label="Famille affichée"
              items={families.map(({ id, name }) => ({
                href: documentsAddress(id),
                label: `Famille ${name}`,
                current: id === family.id,
              }))}
            />
          )
        }
      />
      {problem && (
        <Alert tone="danger" live className="mb-4">
          <p>{problem}</p>
        </Alert>
      )}
      {family.groups.length === 0 ? (
        <EmptyState icon={Paperclip} title="Les documents demandés par la mairie apparaîtront ici.">
          Pour l’instant, elle n’en demande aucun.
        </EmptyState>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {family.groups.map((group) => (
            <Group key={group.id} group={group} />
          ))}
        </div>
      )}
    </>
  )
}

function todoInWords(todo: number): string {
  if (todo === 0) return 'rien à envoyer pour l’instant'
  return todo > 1 ? `${todo} documents à envoyer` : '1 document à envoyer'
}

function Group({ group }: { group: OwnerGroup }) {
  const heading = `documents-${group.id}`
  return (
    <section aria-labelledby={heading} className="overflow-hidden rounded-card border border-line bg-card">
      <div className="flex items-center gap-3 border-b border-line bg-sand px-4 py-3 sm:px-5">
        <OwnerMark group={group} />
        <h2 id={heading} className="text-lg">
          {group.name}
        </h2>
      </div>
      <ul className="divide-y divide-line">
        {group.slots.map((slot) => (
          <SlotRow key={slot.typeId} slot={slot} />
        ))}
      </ul>
    </section>
  )
}

function OwnerMark({ group }: { group: OwnerGroup }) {
  if (group.kind === 'CHILD') return <ChildDisc firstName={group.name} colour={group.colour ?? 0} />
  if (group.kind === 'GUARDIAN') return <Avatar name={group.name} />
  return (
    <span className="flex size-8 items-center justify-center rounded-full bg-brand-soft text-brand-text">
      <Home />
    </span>
  )
}

function SlotRow({ slot }: { slot: DocumentSlot }) {
  return (
    <li className="relative flex items-center gap-3 px-4 py-3.5 hover:bg-brand-soft sm:px-5">
      <div className="min-w-0 flex-1">
        <Link href={slotAddress(slot)} className="font-semibold after:absolute after:inset-0">
          {slot.name}
        </Link>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-note text-muted">
          <SlotTag state={slot.state} />
          <span>{detailOf(slot)}</span>
        </p>
      </div>
      <ChevronRight className="text-muted" />
    </li>
  )
}

function detailOf({ state, document, inForce }: DocumentSlot): string {
  if (!document) return ''
  if (state === 'PENDING')
    return inForce ? `le précédent reste ${validUntil(inForce.expiresOn)}` : document.sent
  if (state === 'REFUSED') return 'voir le motif'
  if (state === 'EXPIRED') return document.expiresOn ? `était ${validUntil(document.expiresOn)}` : ''
  return validUntil(document.expiresOn)
}
