import { Baby, Download, Pencil, ReceiptEuro, Trash2, UserPlus } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { GuardianCodes } from '@/components/subscription/guardian-codes'
import { Alert } from '@/components/ui/alert'
import { Button, LinkButton } from '@/components/ui/button'
import { Card, SectionCard } from '@/components/ui/card'
import { Avatar } from '@/components/ui/disc'
import { activitiesToEnroll } from '@/lib/activity/queries'
import { journalAddress } from '@/lib/audit/address'
import { journalOfFamily } from '@/lib/audit/queries'
import { agentAccountAddress } from '@/lib/billing/addresses'
import { requireAgent, type AgentActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay, type Day } from '@/lib/core/day'
import { roleCan } from '@/lib/core/permissions'
import { photosOf } from '@/lib/document/queries/photos'
import { personName } from '@/lib/dossier/values'
import type { WholeFamily } from '@/lib/family/queries'
import type { Grade } from '@/lib/generated/prisma/enums.ts'
import { codesOfFamily } from '@/lib/subscription/queries'
import { enroll } from '../../activites/actions'
import { EnrollForm } from '../../activites/enroll-form'
import { revokeCodeAction } from '../../codes/actions'
import { JournalLines } from '../../journal/journal-lines'
import { DossierValues } from './dossier-values'
import { FamilyBlocking } from './family-blocking'
import { FamilyChildren } from './family-children'
import { FamilyMandates } from './family-mandates'
import { FamilyRequests } from './family-requests'
import { EditLink } from './edit-link'
import { Household } from './household'
import { loadFamily } from './load-family'

type Props = { params: Promise<{ id: string }> }

const EVENTS_SHOWN = 8

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireAgent('family.read')
  const family = await loadFamily((await params).id, 'family.read')
  return { title: `Famille ${family.name}` }
}

export default async function FamilyPage({ params }: Props) {
  const agent = await requireAgent('family.read')
  const family = await loadFamily((await params).id, 'family.read')
  const [mayEdit, mayEnroll] = [roleCan(agent.role, 'family.edit'), roleCan(agent.role, 'activity.configure')]
  const [codes, events, activities, photos] = await Promise.all([
    codesOfFamily(agent, family.id, now()),
    journalOfFamily(agent, family.id, EVENTS_SHOWN),
    mayEnroll ? activitiesToEnroll(agent) : [],
    photosOf(
      agent,
      family.children.map(({ id }) => id),
    ),
  ])
  const { waiting } = family
  return (
    <>
      <PageHeader
        title={`Famille ${family.name}`}
        subtitle={identityInWords(family)}
        back={{ href: '/admin/familles', label: 'Familles' }}
        actions={
          <>
            {roleCan(agent.role, 'billing.run') && (
              <LinkButton href={agentAccountAddress(family.id)} variant="secondary" size="sm">
                <ReceiptEuro /> Factures et paiements
              </LinkButton>
            )}
            {mayEdit && <EditActions familyId={family.id} />}
          </>
        }
      />
      <FamilyBlocking agent={agent} familyId={family.id} at={now()} />
      {waiting > 0 && (
        <Alert
          tone="warning"
          className="mb-4"
          title={
            waiting > 1
              ? `${waiting} modifications attendent une décision`
              : '1 modification attend une décision'
          }
          action={
            <LinkButton
              href={`/admin/dossiers?famille=${encodeURIComponent(family.name)}`}
              variant="secondary"
              size="sm"
            >
              Décider
            </LinkButton>
          }
        />
      )}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          {family.guardians.map((guardian) => (
            <SectionCard
              key={guardian.id}
              title={
                <span className="flex items-center gap-3">
                  <Avatar name={personName(guardian.values)} size="lg" />
                  {personName(guardian.values)}
                </span>
              }
              actions={
                mayEdit && (
                  <EditLink
                    href={`/admin/familles/${family.id}/responsable/${guardian.id}`}
                    name={personName(guardian.values)}
                  />
                )
              }
            >
              <DossierValues kind="guardian" values={guardian.values} changes={guardian.changes} />
            </SectionCard>
          ))}
          {roleCan(agent.role, 'tax.read') && (
            <SectionCard title="Foyer : impôts et banque">
              <Household
                familyId={family.id}
                editHref={mayEdit ? `/admin/familles/${family.id}/dossier/foyer/${family.id}` : undefined}
              />
              {mayEdit && <HouseholdLinks familyId={family.id} role={agent.role} />}
            </SectionCard>
          )}
          <GuardianCodes
            familyId={family.id}
            guardians={codes}
            revoke={roleCan(agent.role, 'code.manage') ? revokeCodeAction : undefined}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <FamilyChildren family={family} photos={photos} mayEdit={mayEdit} mayEnroll={mayEnroll} />
          {mayEnroll && family.children.length > 0 && (
            <SectionCard title="Inscrire à une activité">
              <EnrollForm
                send={enroll}
                people={family.children.map(({ id, values }) => ({
                  id,
                  name: personName(values),
                  birthDate: values.birthDate as Day,
                  grade: values.grade as Grade | null,
                }))}
                activities={activities}
                today={dayInParis(now())}
              />
            </SectionCard>
          )}
          <FamilyRequests requests={family.requests} />
          {roleCan(agent.role, 'mandate.revoke') && <FamilyMandates agent={agent} familyId={family.id} />}
        </div>
      </div>
      {roleCan(agent.role, 'family.export') && (
        <SectionCard
          title="Droits de la famille sur ses données"
          subtitle="Pour une famille qui demande une copie, ou à être effacée, par courrier ou au guichet. Ce que votre rôle ne lit pas n’est pas dans la copie."
          className="mt-4"
        >
          <form
            action={`/admin/familles/${family.id}/copie`}
            method="post"
            className="flex flex-wrap items-center gap-2.5"
          >
            <Button type="submit" name="format" value="pdf" variant="secondary" size="sm">
              <Download /> Copie en PDF
            </Button>
            <Button type="submit" name="format" value="json" variant="secondary" size="sm">
              <Download /> Copie en JSON
            </Button>
            <Button type="submit" name="format" value="zip" variant="secondary" size="sm">
              <Download /> Tout, avec les fichiers (ZIP)
            </Button>
            {roleCan(agent.role, 'family.erase') && (
              <LinkButton href={`/admin/familles/${family.id}/effacer`} variant="quiet" size="sm">
                <Trash2 /> Effacer la famille
              </LinkButton>
            )}
          </form>
        </SectionCard>
      )}
      <section className="mt-6">
        <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-xl">Derniers événements</h2>
          {roleCan(agent.role, 'journal.read') && (
            <LinkButton href={journalAddress({ familyId: family.id })} variant="quiet" size="sm">
              Tout le journal de la famille
            </LinkButton>
          )}
        </div>
        <Card padded={false}>
          {events.length > 0 ? (
            <JournalLines entries={events} links={false} />
          ) : (
            <p className="px-4 py-6 text-muted sm:px-5">
              Rien encore : ce qui sera fait sur ce dossier apparaîtra ici.
            </p>
          )}
        </Card>
      </section>
    </>
  )
}

function HouseholdLinks({ familyId, role }: { familyId: string; role: AgentActor['role'] }) {
  const base = `/admin/familles/${familyId}/dossier/foyer/${familyId}`
  return (
    <p className="mt-3 flex flex-wrap gap-2">
      <LinkButton href={`${base}/fiscales`} variant="secondary" size="sm">
        <Pencil /> Informations fiscales
      </LinkButton>
      {roleCan(role, 'bank.read') && (
        <LinkButton href={`${base}/bancaires`} variant="secondary" size="sm">
          <Pencil /> Données bancaires
        </LinkButton>
      )}
    </p>
  )
}

function EditActions({ familyId }: { familyId: string }) {
  const base = `/admin/familles/${familyId}`
  return (
    <>
      <LinkButton href={`${base}/modifier`} variant="secondary" size="sm">
        <Pencil aria-hidden /> Modifier
      </LinkButton>
      <LinkButton href={`${base}/responsable/nouveau`} variant="secondary" size="sm">
        <UserPlus aria-hidden /> Responsable
      </LinkButton>
      <LinkButton href={`${base}/enfant/nouveau`} variant="secondary" size="sm">
        <Baby aria-hidden /> Enfant
      </LinkButton>
    </>
  )
}

function identityInWords({
  externalNumber,
  familyQuotient,
  benefitOrganism,
  isResident,
  confirmedAt,
}: WholeFamily): string {
  const words = [
    externalNumber ? `n° ${externalNumber}` : 'sans numéro',
    familyQuotient === null ? 'quotient familial non renseigné' : `quotient familial ${familyQuotient}`,
    benefitOrganism,
    isResident ? 'habite la commune' : 'habite hors de la commune',
    confirmedAt
      ? `dossier confirmé le ${formatDay(dayInParis(confirmedAt), 'long')}`
      : 'dossier jamais confirmé',
  ]
  return words.filter(Boolean).join(' · ')
}
