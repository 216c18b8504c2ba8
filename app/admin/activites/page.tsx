import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import { ToastOnArrival } from '@/components/ui/toast'
import { CalendarDays } from 'lucide-react'
import { OPENING_WORDS, overfullSentence, weekdayWords } from '@/lib/activity/messages'
import { activitiesAndClosures } from '@/lib/activity/queries'
import { placesWords, rulesSummary } from '@/lib/activity/rules/summary'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatTime } from '@/lib/core/day'
import { Closures } from './closures'

export const metadata: Metadata = { title: 'Activités' }

type ActivitiesPageProps = { searchParams: Promise<{ enregistree?: string }> }

export default async function ActivitiesPage({ searchParams }: ActivitiesPageProps) {
  const agent = await requireAgent('activity.configure')
  const { activities, closures } = await activitiesAndClosures(agent, now())
  const { enregistree } = await searchParams
  const saved = activities.find(({ id }) => String(id) === enregistree)
  const nameOf = (id: number) => activities.find((activity) => activity.id === id)?.name ?? ''
  return (
    <>
      {saved && <ToastOnArrival message={`${saved.name} : enregistré.`} />}
      <PageHeader
        title="Activités"
        actions={<LinkButton href="/admin/activites/nouvelle">Nouvelle activité</LinkButton>}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        {activities.length === 0 ? (
          <EmptyState
            icon={CalendarDays}
            title="Aucune activité"
            action={<LinkButton href="/admin/activites/nouvelle">Créer la première</LinkButton>}
          >
            Cantine, accueil du matin ou du soir, mercredi : chaque activité a ses jours, ses places et ses
            délais.
          </EmptyState>
        ) : (
          <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-1">
            {activities.map((activity) => (
              <li key={activity.id}>
                <Card className="flex h-full flex-col gap-2">
                  <div className="flex flex-wrap items-start justify-between gap-2">
                    <h2 className="text-lg">{activity.name}</h2>
                    <Tag tone={activity.autoAccepts ? 'success' : 'waiting'}>
                      {activity.autoAccepts ? 'Accepté aussitôt' : 'Validé par un agent'}
                    </Tag>
                  </div>
                  <p>
                    {OPENING_WORDS[activity.opensOn]} : {weekdayWords(activity.weekdays)}, de{' '}
                    {formatTime(activity.startsAt)} à {formatTime(activity.endsAt)}.
                  </p>
                  <ul className="text-note text-muted">
                    {placesWords(activity.groups).map((words) => (
                      <li key={words}>{words}</li>
                    ))}
                    <li>
                      {activity.enrolled} {activity.enrolled > 1 ? 'enfants inscrits' : 'enfant inscrit'}
                    </li>
                  </ul>
                  {activity.overfull && (
                    <Alert tone="warning">
                      <p>{overfullSentence(activity.overfull)}</p>
                    </Alert>
                  )}
                  <dl className="flex flex-col gap-1 text-note">
                    {rulesSummary(activity, nameOf).map(({ about, text }) => (
                      <div key={about}>
                        <dt className="inline font-semibold">{about} : </dt>
                        <dd className="inline">{text}</dd>
                      </div>
                    ))}
                  </dl>
                  <p className="mt-auto pt-1">
                    <Link
                      href={`/admin/activites/${activity.id}`}
                      className="inline-flex min-h-target items-center font-semibold text-brand-text underline-offset-4 hover:underline"
                    >
                      Modifier {activity.name}
                    </Link>
                  </p>
                </Card>
              </li>
            ))}
          </ul>
        )}
        <Closures closures={closures} activities={activities.map(({ id, name }) => ({ id, name }))} />
      </div>
    </>
  )
}
