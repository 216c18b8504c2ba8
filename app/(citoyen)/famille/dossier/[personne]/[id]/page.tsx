import { randomUUID } from 'node:crypto'
import { Camera, Pencil, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { HistoryTimeline } from '@/components/dossier/history-timeline'
import { MissingVaccines } from '@/components/dossier/missing-vaccines'
import { PeopleList } from '@/components/dossier/people-list'
import { ReadingList } from '@/components/dossier/reading-list'
import { UnitRows } from '@/components/dossier/unit-rows'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { Avatar, ChildDisc } from '@/components/ui/disc'
import { Link } from '@/components/ui/link'
import { Tabs } from '@/components/ui/tabs'
import { getAuthority } from '@/lib/authority/queries'
import { requireSubscribedParent, type Parent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import {
  editAddress,
  HISTORY_SLUG,
  personAddress,
  READINGS_SLUG,
  targetKindOf,
} from '@/lib/dossier/addresses'
import { photosOf } from '@/lib/document/queries/photos'
import { CHANGE_MESSAGES, inSentence, savedMessage } from '@/lib/dossier/messages'
import { familyDossiers } from '@/lib/dossier/queries/family-dossiers'
import { personDossier, type PersonDossier } from '@/lib/dossier/queries/person-dossier'
import type { SectionView } from '@/lib/dossier/queries/person-views'
import { personHistory } from '@/lib/dossier/queries/person-history'
import { personReadings } from '@/lib/dossier/queries/person-readings'
import { targetText } from '@/lib/dossier/schema'
import type { Dossier } from '@/lib/dossier/sections'
import { getDossier } from '@/lib/dossier/settings'
import { MandateCard } from '../../mandate-card'
import { RemoveButton } from '../../remove-button'
import { WithdrawButton } from '../../withdraw-button'

export const metadata: Metadata = { title: 'Dossier Famille' }

type Props = {
  params: Promise<{ personne: string; id: string }>
  searchParams: Promise<{ section?: string; envoyees?: string; enregistrees?: string; retirees?: string }>
}

export default async function PersonPage({ params, searchParams }: Props) {
  const parent = await requireSubscribedParent()
  const [{ personne, id }, query] = await Promise.all([params, searchParams])
  const kind = targetKindOf(personne)
  if (!kind) notFound()
  const dossier = await getDossier()
  const [families, person, authority] = await Promise.all([
    familyDossiers(parent, now()),
    personDossier(parent, dossier, { target: { kind, id }, slug: query.section }, now()),
    getAuthority(),
  ])
  if (!person) notFound()
  const photos = kind === 'child' ? await photosOf(parent, [id]) : new Map<string, string>()
  const family = families.find((known) => known.id === person.familyId)!
  const history = query.section === HISTORY_SLUG
  const readings = query.section === READINGS_SLUG
  if (!history && !readings && person.open.length === 0) notFound()
  const saved = savedMessage({
    sent: Number(query.envoyees) || 0,
    settled: Number(query.enregistrees) || 0,
    withdrawn: Number(query.retirees) || 0,
  })
  return (
    <>
      <PageHeader
        title="Dossier Famille"
        subtitle={`Famille ${family.name} · ${CHANGE_MESSAGES.checkedWithin(authority.dossierDelay)}`}
        back={
          families.length > 1
            ? { href: `/famille/dossier?famille=${family.id}`, label: `Famille ${family.name}` }
            : undefined
        }
      />
      <div className="grid gap-4 lg:grid-cols-[15rem_minmax(0,1fr)] lg:gap-6">
        <PeopleList guardianCards={family.guardians} childCards={family.children} currentId={id} />
        <div className="min-w-0 rounded-card border border-line bg-card">
          <PersonHeading person={person} photo={photos.get(id)} />
          <Tabs
            label={`Dossier de ${person.firstName}`}
            items={[
              ...person.tabs.map(({ slug, title, waiting }) => ({
                href: personAddress(person.target, slug),
                label: title,
                current: slug === person.open[0]?.slug,
                count: waiting,
              })),
            ]}
            about={[
              { href: personAddress(person.target, HISTORY_SLUG), label: 'Historique', current: history },
              {
                href: personAddress(person.target, READINGS_SLUG),
                label: 'Consultations',
                current: readings,
              },
            ]}
          />
          <div className="flex flex-col gap-4 p-4 sm:p-6">
            {saved && (
              <Alert tone="success" live>
                <p>{saved}</p>
              </Alert>
            )}
            {history ? (
              <History parent={parent} dossier={dossier} person={person} />
            ) : readings ? (
              <Readings parent={parent} dossier={dossier} person={person} />
            ) : (
              person.open.map((section) => (
                <SectionPanel
                  key={section.id}
                  parent={parent}
                  person={person}
                  section={section}
                  alone={person.open.length === 1}
                />
              ))
            )}
          </div>
        </div>
      </div>
    </>
  )
}

function PersonHeading({ person, photo }: { person: PersonDossier; photo: string | undefined }) {
  return (
    <div className="flex items-center gap-4 p-4 sm:p-6">
      {person.colour === null ? (
        <Avatar name={person.name} size="xl" />
      ) : (
        <ChildDisc firstName={person.firstName} colour={person.colour} photo={photo} size="xl" />
      )}
      <div className="min-w-0">
        <h2 className="text-2xl">{person.name}</h2>
        <p className="text-muted">{person.subtitle}</p>
        {person.colour !== null && (
          <Link
            href={`/famille/photos/${person.target.id}`}
            className="inline-flex min-h-target items-center gap-2 text-brand-text underline underline-offset-4"
          >
            <Camera /> {photo ? 'Changer la photo' : 'Ajouter une photo'}
          </Link>
        )}
      </div>
    </div>
  )
}

type SectionPanelProps = {
  parent: Parent
  person: PersonDossier
  section: SectionView
  /** Whether the tab holds nothing else: its own name is then title enough. */
  alone: boolean
}

function SectionPanel({ parent, person, section, alone }: SectionPanelProps) {
  const { list } = section
  const edit = (item?: string, resume?: string) =>
    editAddress(section.target, section, { item, resume, from: person.target })
  return (
    <section className="flex flex-col gap-4">
      <h3 className={alone ? 'sr-only' : 'text-xl'}>{section.title}</h3>
      {section.units.length === 0 && list ? (
        <p className="text-muted">{list.empty}</p>
      ) : (
        <UnitRows
          rows={section.units}
          editHref={(row, resume) => edit(row.item?.target.item, resume)}
          withdrawButton={(changeId, label) => (
            <WithdrawButton
              changeId={changeId}
              target={targetText(person.target)}
              section={section.id}
              label={label}
            />
          )}
          removeButton={(item, label) => (
            <RemoveButton target={targetText(item)} section={section.id} label={label} />
          )}
        />
      )}
      {section.id === 'bank' && <MandateCard parent={parent} familyId={person.familyId} />}
      {section.id === 'vaccinations' && <MissingVaccines missing={person.missingVaccines} />}
      {section.editable && (
        <div className="flex justify-end">
          <LinkButton href={edit(list ? randomUUID() : undefined)} variant={list ? 'secondary' : 'primary'}>
            {list ? (
              <>
                <Plus /> {list.add}
              </>
            ) : (
              <>
                <Pencil /> Modifier{alone ? '' : ` : ${inSentence(section.title)}`}
              </>
            )}
          </LinkButton>
        </div>
      )}
    </section>
  )
}

type TabProps = { parent: Parent; dossier: Dossier; person: PersonDossier }

async function Readings({ parent, dossier, person }: TabProps) {
  const readings = await personReadings(parent, dossier, person.target)
  if (!readings) notFound()
  return (
    <>
      <h3 className="text-xl">Qui a consulté ces données</h3>
      <p className="text-muted">
        {person.target.kind === 'child'
          ? 'Chaque lecture des données de santé et des documents est notée, par la mairie comme par les parents.'
          : 'Chaque lecture des données fiscales, des données bancaires et des documents est notée, par la mairie comme par les parents.'}
      </p>
      <ReadingList readings={readings} name={person.firstName} />
    </>
  )
}

async function History({ parent, dossier, person }: TabProps) {
  const entries = await personHistory(parent, dossier, person.target)
  if (!entries) notFound()
  return (
    <>
      <h3 className="sr-only">Historique</h3>
      <HistoryTimeline entries={entries} name={person.firstName} />
    </>
  )
}
