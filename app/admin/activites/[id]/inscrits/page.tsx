import { Plus, Search, UsersRound } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Link } from '@/components/ui/link'
import { SelectField, TextField } from '@/components/form/text-field'
import { Button, LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Tag } from '@/components/ui/tag'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { ToastOnArrival } from '@/components/ui/toast'
import type { ActivityView } from '@/lib/activity/queries'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay, type Day } from '@/lib/core/day'
import { weekdaysInWords } from '@/lib/family/messages'
import { ENROLLED_WHEN_WORDS, endedMessage, enrolledCount } from '@/lib/planning/enrollment-messages'
import { ENROLLED_PAGE, enrolledChildren, type EnrolledChild } from '@/lib/planning/queries/enrollments'
import { ENROLLED_WHEN, enrolledFilterSchema, type EnrolledFilter } from '@/lib/planning/schema'
import { ActivityHeader } from '../../activity-header'
import { ChildWords } from '../../child-words'
import { groupWords } from '../../group-words'
import { loadActivity } from '../load-activity'

export const metadata: Metadata = { title: 'Enfants inscrits' }

type EnrolledPageProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | undefined>>
}

/** Who is enrolled in an activity: found by name, enrolled, put in a group, ended. */
export default async function EnrolledPage({ params, searchParams }: EnrolledPageProps) {
  const agent = await requireAgent('activity.configure')
  const activity = await loadActivity(agent, (await params).id)
  const query = await searchParams
  const filter = enrolledFilterSchema.parse(query)
  const today = dayInParis(now())
  const { children, total } = await enrolledChildren(agent, activity.id, filter, today)
  const base = `/admin/activites/${activity.id}/inscrits`
  const hrefOf = (page: number) =>
    `${base}?${new URLSearchParams({ q: filter.text, quand: filter.when, page: String(page) })}`
  if (children.length === 0 && filter.page > 1) redirect(hrefOf(1))
  return (
    <>
      {query.fait === 'inscription' && <ToastOnArrival message="L’inscription est enregistrée." />}
      {query.fait === 'rythme' && <ToastOnArrival message="Le rythme de venue est enregistré." />}
      {query.fait === 'fin' && <ToastOnArrival message={endedMessage(Number(query.annulees) || 0)} />}
      <ActivityHeader activity={activity} current="/inscrits" role={agent.role} />
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <SearchForm base={base} filter={filter} />
        <LinkButton href={`${base}/inscrire`}>
          <Plus aria-hidden /> Inscrire un enfant
        </LinkButton>
      </div>
      {children.length === 0 ? (
        <NobodyFound filter={filter} />
      ) : (
        <>
          <p className="mb-2 text-note text-muted">{enrolledCount(total, filter)}</p>
          <Card padded={false}>
            <Table caption={`Enfants inscrits : ${activity.name}`}>
              <thead>
                <Tr>
                  <Th>Enfant</Th>
                  <Th>Famille</Th>
                  {activity.groups.length > 1 && <Th>Groupe</Th>}
                  <Th>Période</Th>
                  <Th>Action</Th>
                </Tr>
              </thead>
              <tbody>
                {children.map((child) => (
                  <ChildRow key={child.id} child={child} activity={activity} base={base} today={today} />
                ))}
              </tbody>
            </Table>
          </Card>
        </>
      )}
      <Pagination
        page={filter.page}
        pages={Math.ceil(total / ENROLLED_PAGE)}
        hrefOf={hrefOf}
        label="enfants inscrits"
      />
    </>
  )
}

function SearchForm({ base, filter }: { base: string; filter: EnrolledFilter }) {
  return (
    <form
      action={base}
      role="search"
      aria-label="Enfants inscrits"
      className="grid grid-cols-2 items-end gap-3 max-sm:w-full max-sm:*:first:col-span-2 sm:grid-cols-[16rem_12rem_auto]"
    >
      <TextField
        name="q"
        type="search"
        label="Nom de l’enfant"
        defaultValue={filter.text}
        autoComplete="off"
        maxLength={100}
      />
      <SelectField name="quand" label="Inscriptions" defaultValue={filter.when}>
        {ENROLLED_WHEN.map((when) => (
          <option key={when} value={when}>
            {ENROLLED_WHEN_WORDS[when]}
          </option>
        ))}
      </SelectField>
      <Button type="submit" variant="secondary">
        <Search /> Rechercher
      </Button>
    </form>
  )
}

function NobodyFound({ filter: { text, when } }: { filter: EnrolledFilter }) {
  if (text === '' && when === 'en-cours')
    return (
      <EmptyState icon={UsersRound} title="Aucun enfant inscrit">
        Inscrivez un premier enfant, ou reprenez les inscriptions de votre logiciel.
      </EmptyState>
    )
  return (
    <EmptyState
      icon={Search}
      title={text ? `Aucune inscription au nom de « ${text} »` : 'Aucune inscription de cette sorte'}
    >
      Essayez le nom seul, ou choisissez « {ENROLLED_WHEN_WORDS.toutes} ».
    </EmptyState>
  )
}

type ChildRowProps = { child: EnrolledChild; activity: ActivityView; base: string; today: Day }

function ChildRow({ child, activity, base, today }: ChildRowProps) {
  return (
    <Tr>
      <Th scope="row">
        <ChildWords child={child} />
      </Th>
      <Td label="Famille">
        <span className="flex flex-col gap-1">
          {child.families.map(({ id, name }) => (
            <Link
              key={id}
              href={`/admin/familles/${id}`}
              className="text-brand-text underline underline-offset-2"
            >
              {name}
            </Link>
          ))}
        </span>
      </Td>
      {activity.groups.length > 1 && (
        <Td label="Groupe">{groupWords(activity.groups, child, child.groupId, today)}</Td>
      )}
      <Td label="Période">
        <div>
          <span className="tabular-nums">
            {formatDay(child.startsOn, 'numeric')} – {formatDay(child.endsOn, 'numeric')}
          </span>
          <span className="block text-sm text-muted">{weekdaysInWords(child.weekdays)}</span>
          {child.isOccasional && (
            <Tag tone="neutral" className="mt-1">
              Occasionnel
            </Tag>
          )}
        </div>
      </Td>
      <Td>
        <LinkButton href={`${base}/${child.id}`} variant="secondary" size="sm">
          {child.endsOn < today ? 'Voir' : activity.groups.length > 1 ? 'Groupe, rythme, fin' : 'Rythme, fin'}
          <span className="sr-only">
            {' '}
            : {child.firstName} {child.lastName}
          </span>
        </LinkButton>
      </Td>
    </Tr>
  )
}
