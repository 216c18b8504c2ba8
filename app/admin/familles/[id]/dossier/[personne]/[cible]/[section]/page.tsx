import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SectionForm } from '@/components/dossier/section-form'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { targetKindOf } from '@/lib/dossier/addresses'
import { editForm } from '@/lib/dossier/queries/edit-form'
import { targetText } from '@/lib/dossier/schema'
import { getDossier } from '@/lib/dossier/settings'
import { personName } from '@/lib/dossier/values'
import { loadFamily } from '../../../../load-family'
import { removeFromList, saveSection } from '../../../actions'

export const metadata: Metadata = { title: 'Modifier le dossier' }

type Props = {
  params: Promise<{ id: string; personne: string; cible: string; section: string }>
  searchParams: Promise<{ element?: string }>
}

/** « …/dossier/enfant/0194…/sante »: a section of a family's dossier as an agent writes it, or an item of its list. */
export default async function EditDossierSectionPage({ params, searchParams }: Props) {
  const agent = await requireAgent('family.edit')
  const [{ id: familyId, personne, cible, section: slug }, { element }] = await Promise.all([
    params,
    searchParams,
  ])
  const family = await loadFamily(familyId, 'family.edit')
  const kind = targetKindOf(personne)
  const people = kind === 'child' ? family.children : kind === 'guardian' ? family.guardians : []
  const person = people.find(({ id }) => id === cible)
  if (!kind || (kind === 'family' ? cible !== family.id : !person)) notFound()
  const item = element === 'nouveau' ? randomUUID() : element
  const target = item ? { kind, id: cible, item } : { kind, id: cible }
  const form = await editForm(agent, await getDossier(), { familyId, target, slug }, now())
  if (!form) notFound()
  const backHref = `/admin/familles/${familyId}`
  return (
    <>
      <PageHeader
        title={form.section.list && form.isNew ? form.section.list.add : form.section.title}
        subtitle={`${person ? `${personName(person.values)} : ce` : 'Ce'} que vous enregistrez vaut aussitôt, sans validation.`}
        back={{ href: backHref, label: `Famille ${family.name}` }}
      />
      <Card>
        <SectionForm
          save={saveSection}
          saveLabel="Enregistrer"
          section={form.section}
          target={targetText(target)}
          person={targetText({ kind: 'family', id: familyId })}
          shown={form.values}
          initial={form.values}
          waiting={[]}
          autofill={false}
          searches={false}
          today={dayInParis(now())}
          backHref={backHref}
        />
      </Card>
      {element && !form.isNew && (
        <div className="mt-4">
          <ActionButton
            action={removeFromList}
            values={{ familyId, target: targetText(target), section: form.section.id }}
            variant="danger"
          >
            Retirer du dossier
          </ActionButton>
        </div>
      )}
    </>
  )
}
