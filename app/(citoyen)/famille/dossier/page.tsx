import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Download } from 'lucide-react'
import { Avatar, ChildDisc } from '@/components/ui/disc'
import { PageHeader } from '@/components/layout/page-header'
import { PersonCard } from '@/components/dossier/person-card'
import { SegmentedLinks } from '@/components/ui/segmented'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { getAuthority } from '@/lib/authority/queries'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { personAddress } from '@/lib/dossier/addresses'
import { isConfirmationDue } from '@/lib/dossier/confirmation'
import { CHANGE_MESSAGES } from '@/lib/dossier/messages'
import { familyDossiers } from '@/lib/dossier/queries/family-dossiers'
import { ConfirmationCard } from './confirmation-card'

export const metadata: Metadata = { title: 'Dossier Famille' }

type Props = { searchParams: Promise<{ famille?: string; confirme?: string }> }

export default async function DossierPage({ searchParams }: Props) {
  const parent = await requireSubscribedParent()
  const [{ famille, confirme }, families, authority] = await Promise.all([
    searchParams,
    familyDossiers(parent, now()),
    getAuthority(),
  ])
  const family = families.find(({ id }) => id === famille) ?? families[0]
  if (!family) redirect('/mon-espace/abonnements')
  return (
    <>
      <PageHeader
        title="Dossier Famille"
        subtitle={`Famille ${family.name} · ${CHANGE_MESSAGES.checkedWithin(authority.dossierDelay)}`}
        actions={
          families.length > 1 && (
            <SegmentedLinks
              label="Famille affichée"
              items={families.map(({ id, name }) => ({
                href: `/famille/dossier?famille=${id}`,
                label: `Famille ${name}`,
                current: id === family.id,
              }))}
            />
          )
        }
      />
      {isConfirmationDue(family.confirmedAt, now()) ? (
        <ConfirmationCard familyId={family.id} />
      ) : (
        confirme && (
          <Alert tone="success" live className="mb-6">
            Merci : votre dossier est confirmé à jour. Nous vous le redemanderons dans un an.
          </Alert>
        )
      )}
      <div className="grid gap-6 lg:grid-cols-2">
        <section aria-labelledby="responsables">
          <h2 id="responsables" className="mb-3 text-xl">
            Responsables
          </h2>
          <ul className="flex flex-col gap-3">
            {family.guardians.map((guardian) => (
              <PersonCard
                key={guardian.id}
                href={personAddress({ kind: 'guardian', id: guardian.id })}
                disc={<Avatar name={guardian.name} size="lg" />}
                name={guardian.name}
                detail="Identité, adresse, impôts et banque"
                waiting={guardian.waiting}
              />
            ))}
          </ul>
        </section>
        <section aria-labelledby="enfants">
          <h2 id="enfants" className="mb-3 text-xl">
            Enfants
          </h2>
          <ul className="flex flex-col gap-3">
            {family.children.map((child) => (
              <PersonCard
                key={child.id}
                href={personAddress({ kind: 'child', id: child.id })}
                disc={<ChildDisc firstName={child.firstName} colour={child.colour} size="lg" />}
                name={child.firstName}
                detail={child.age}
                waiting={child.waiting}
              />
            ))}
          </ul>
        </section>
      </div>
      <section aria-labelledby="donnees" className="mt-8">
        <h2 id="donnees" className="mb-1 text-xl">
          Vos données
        </h2>
        <p className="mb-3 text-muted">
          Emportez une copie de tout ce que le portail conserve de votre famille, à lire ou pour un autre
          logiciel.
        </p>
        <LinkButton href={`/famille/dossier/copie?famille=${family.id}`} variant="secondary">
          <Download /> Demander une copie
        </LinkButton>
      </section>
    </>
  )
}
