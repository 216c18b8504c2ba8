import type { Metadata } from 'next'
import { Link } from '@/components/ui/link'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { DateField } from '@/components/form/text-field'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { weekdayWords } from '@/lib/activity/messages'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { addDays, dayInParis, formatDay, parseDay } from '@/lib/core/day'
import { NO_SUCH_DAY } from '@/lib/planning/schema'
import { releasedWords } from '@/lib/planning/enrollment-messages'
import { daysByMonth } from '@/lib/planning/messages'
import { enrollmentOf, type EndPreview, type EnrolledChild } from '@/lib/planning/queries/enrollments'
import { ChildWords } from '../../../child-words'
import { loadActivity } from '../../load-activity'
import { EndForm } from './end-form'
import { FrequencyForm } from './frequency-form'
import { GroupChangeForm } from './group-change-form'

export const metadata: Metadata = { title: 'Inscription' }

type EnrollmentPageProps = {
  params: Promise<{ id: string; inscription: string }>
  searchParams: Promise<{ fin?: string | string[] }>
}

/** One enrollment: its group, and its end with what it releases. */
export default async function EnrollmentPage({ params, searchParams }: EnrollmentPageProps) {
  const agent = await requireAgent('activity.configure')
  const { id, inscription } = await params
  const activity = await loadActivity(agent, id)
  const { fin } = await searchParams
  const today = dayInParis(now())
  const enrollmentId = z.uuid().safeParse(inscription).data ?? notFound()
  const key = { activityId: activity.id, id: enrollmentId }
  const enrollment = (await enrollmentOf(agent, key, parseDay(String(fin ?? '')), today)) ?? notFound()
  const isOver = enrollment.endsOn < today
  return (
    <>
      <PageHeader
        title={`${enrollment.firstName} ${enrollment.lastName}`}
        subtitle={`Inscription : ${activity.name}`}
        back={{ href: `/admin/activites/${activity.id}/inscrits`, label: 'Enfants inscrits' }}
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Summary enrollment={enrollment} />
        <div className="flex min-w-0 flex-col gap-4">
          {!isOver && activity.groups.length > 1 && (
            <SectionCard
              title="Groupe"
              subtitle="Les réservations à venir suivent. Où le nouveau groupe est complet, elles restent dans l’ancien : personne ne perd sa place."
            >
              <GroupChangeForm
                enrollmentId={enrollment.id}
                groupId={enrollment.groupId}
                groups={activity.groups}
                child={enrollment}
                today={today}
              />
            </SectionCard>
          )}
          {!isOver && (
            <SectionCard
              title="Rythme de venue"
              subtitle="Le tarif de l’activité peut avoir un autre prix pour les enfants occasionnels. Les jours d’avant gardent le leur ; aucune réservation ne change."
            >
              <FrequencyForm
                enrollmentId={enrollment.id}
                isOccasional={enrollment.isOccasional}
                earliest={enrollment.startsOn > today ? enrollment.startsOn : today}
                latest={enrollment.endsOn}
              />
            </SectionCard>
          )}
          {!isOver && (
            <SectionCard
              title="Mettre fin à l’inscription"
              subtitle="Vous voyez d’abord ce qui est annulé ; rien ne change avant votre confirmation."
            >
              <form className="flex flex-wrap items-end gap-3">
                <DateField
                  name="fin"
                  label="Dernier jour"
                  defaultValue={enrollment.end?.endsOn}
                  error={fin !== undefined && !enrollment.end ? NO_SUCH_DAY : undefined}
                  min={enrollment.startsOn}
                  max={addDays(enrollment.endsOn, -1)}
                  required
                />
                <Button type="submit" variant="secondary">
                  Voir ce qui change
                </Button>
              </form>
              {enrollment.end && <End enrollmentId={enrollment.id} end={enrollment.end} />}
            </SectionCard>
          )}
        </div>
      </div>
    </>
  )
}

function Summary({ enrollment }: { enrollment: EnrolledChild }) {
  return (
    <SectionCard title="Inscription">
      <ChildWords child={enrollment} />
      <DescriptionList dense className="mt-3">
        <DescriptionRow label={enrollment.families.length > 1 ? 'Familles' : 'Famille'}>
          {enrollment.families.map(({ id, name }) => (
            <Link
              key={id}
              href={`/admin/familles/${id}`}
              className="mr-3 text-brand-text underline underline-offset-2"
            >
              {name}
            </Link>
          ))}
        </DescriptionRow>
        <DescriptionRow label="Premier jour">{formatDay(enrollment.startsOn)}</DescriptionRow>
        <DescriptionRow label="Dernier jour">{formatDay(enrollment.endsOn)}</DescriptionRow>
        <DescriptionRow label="Jours">{weekdayWords(enrollment.weekdays)}</DescriptionRow>
        <DescriptionRow label="Rythme">{enrollment.isOccasional ? 'Occasionnel' : 'Régulier'}</DescriptionRow>
      </DescriptionList>
    </SectionCard>
  )
}

function End({ enrollmentId, end }: { enrollmentId: string; end: EndPreview }) {
  const { endsOn, obstacle, days } = end
  if (obstacle)
    return (
      <Alert tone="danger" className="mt-4">
        {obstacle}
      </Alert>
    )
  return (
    <div className="mt-4 flex flex-col gap-4">
      <Alert tone={days.length > 0 ? 'warning' : 'info'} title={`${releasedWords(days.length)}.`}>
        {days.length > 0 && (
          <>
            <ul>
              {daysByMonth(days).map((month) => (
                <li key={month}>{month}</li>
              ))}
            </ul>
            <p className="mt-1">Les places vont à ceux qui attendent.</p>
          </>
        )}
        <p>La famille est prévenue par e-mail.</p>
      </Alert>
      <EndForm key={days.length} {...{ enrollmentId, endsOn }} released={days.length} />
    </div>
  )
}
