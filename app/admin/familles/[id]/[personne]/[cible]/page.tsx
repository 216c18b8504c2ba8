import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Card, SectionCard } from '@/components/ui/card'
import { isAddressSearchOn } from '@/lib/address/queries'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { targetKindOf } from '@/lib/dossier/addresses'
import { plainSectionsOf } from '@/lib/dossier/sections'
import { getDossier } from '@/lib/dossier/settings'
import { personName } from '@/lib/dossier/values'
import { schoolNames } from '@/lib/family/queries'
import { loadFamily } from '../../load-family'
import { CustodyCalendar } from './custody-calendar'
import { LinksForm } from './links-form'
import { PersonForm } from './person-form'

export const metadata: Metadata = { title: 'Modifier une personne' }

type Props = { params: Promise<{ id: string; personne: string; cible: string }> }

const NEW_TITLES = { guardian: 'Nouveau responsable', child: 'Nouvel enfant' } as const

/** « …/responsable/nouveau », « …/enfant/0194… »: a person of a family, new or known. */
export default async function EditPersonPage({ params }: Props) {
  const agent = await requireAgent('family.edit')
  const { id, personne, cible } = await params
  const family = await loadFamily(id, 'family.edit')
  const kind = targetKindOf(personne)
  if (kind !== 'guardian' && kind !== 'child') notFound()
  const people = kind === 'guardian' ? family.guardians : family.children
  const person = people.find((one) => one.id === cible)
  if (!person && cible !== 'nouveau') notFound()
  const guardians = family.guardians.map((guardian) => ({
    id: guardian.id,
    name: personName(guardian.values),
    title: guardian.values.title ?? null,
  }))
  const isOrphan = kind === 'child' && guardians.length === 0
  const child = family.children.find((one) => one.id === cible)
  const backHref = `/admin/familles/${id}`
  return (
    <>
      <PageHeader
        title={person ? personName(person.values) : NEW_TITLES[kind]}
        subtitle="Ce que vous enregistrez vaut aussitôt, sans validation."
        back={{ href: backHref, label: `Famille ${family.name}` }}
      />
      {isOrphan ? (
        <Alert>Ajoutez d’abord un responsable à la famille : l’enfant lui sera relié.</Alert>
      ) : (
        <div className="flex flex-col gap-4">
          <Card>
            <PersonForm
              familyId={id}
              kind={kind}
              searches={isAddressSearchOn()}
              sections={plainSectionsOf(await getDossier(), kind)}
              targetId={person?.id ?? ''}
              values={person?.values ?? (kind === 'child' ? { diet: 'STANDARD' } : { lastName: family.name })}
              waiting={person?.changes.map(({ unit }) => unit) ?? []}
              schools={kind === 'child' ? await schoolNames(agent) : []}
              guardians={guardians}
              today={dayInParis(now())}
              backHref={backHref}
            />
          </Card>
          {child && (
            <SectionCard title="Liens avec les responsables">
              <LinksForm familyId={id} childId={child.id} guardians={guardians} links={child.relations} />
            </SectionCard>
          )}
          {child && <CustodyCalendar family={family} child={child} />}
        </div>
      )}
    </>
  )
}
