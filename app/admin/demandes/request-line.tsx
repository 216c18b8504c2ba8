import Link from 'next/link'
import { Checkbox } from '@/components/ui/choice'
import { ChildDisc } from '@/components/ui/disc'
import { Tag } from '@/components/ui/tag'
import { formatDay } from '@/lib/core/day'
import type { QueuedRequest } from '@/lib/planning/queries/request-queue'

export type RequestLineView = Omit<QueuedRequest, 'askedAt'> & { since: string; late: boolean }

type PlacesAfter = (activityId: number, day: string) => number | null

type RequestLineProps = {
  request: RequestLineView
  ticked: boolean
  onTick: (ticked: boolean) => void
  /** Places left once this request and those ticked before it are accepted, by activity and day. */
  placesAfter: PlacesAfter
}

/** One request of the queue: whose, for what, since when, and what accepting it leaves. */
export function RequestLine({ request, ticked, onTick, placesAfter }: RequestLineProps) {
  const first = request.days[0]
  const names = [...new Set(request.days.map(({ firstName }) => firstName))].join(' et ')
  return (
    <li className={ticked ? 'bg-brand-soft' : undefined}>
      <label className="flex cursor-pointer items-start gap-3 px-4 pt-3">
        <Checkbox
          name="requestIds[]"
          value={request.id}
          checked={ticked}
          onChange={(event) => onTick(event.currentTarget.checked)}
          className="mt-0.5 scroll-mb-40"
        />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline justify-between gap-x-3">
            <span className="flex min-w-0 gap-2 font-semibold">
              {first && <ChildDisc firstName={first.firstName} colour={first.colour} size="xs" />}
              <span>
                {names}, famille {request.familyName}
              </span>
            </span>
            <span className={`shrink-0 text-sm ${request.late ? 'font-semibold text-danger' : 'text-muted'}`}>
              {request.since}
            </span>
          </span>
          <DaysAsked request={request} placesAfter={placesAfter} />
          {request.comment && <span className="mt-1 block text-note text-muted">« {request.comment} »</span>}
        </span>
      </label>
      <p className="flex flex-wrap items-center gap-x-3 pb-1 pl-12 pr-4 pt-0.5 text-note text-muted">
        <Tag tone={request.kind === 'ABSENCE' ? 'neutral' : 'waiting'}>
          {request.kind === 'ABSENCE' ? 'Absence' : 'Réservation'}
        </Tag>
        <span>n° {request.number}</span>
        {request.school && <span>{request.school}</span>}
        <Link
          href={`/admin/familles/${request.familyId}`}
          className="inline-flex min-h-target scroll-mb-40 items-center font-semibold text-brand-text underline-offset-4 hover:underline"
        >
          Voir la famille {request.familyName}
        </Link>
      </p>
    </li>
  )
}

/** The days asked for, under their activity, each with the places that accepting leaves. */
function DaysAsked({ request, placesAfter }: Pick<RequestLineProps, 'request' | 'placesAfter'>) {
  const activities = [...new Set(request.days.map(({ activity }) => activity))]
  return activities.map((activity) => (
    <span key={activity} className="mt-0.5 block">
      {activity}
      {request.days
        .filter((asked) => asked.activity === activity)
        .map((asked) => {
          const after = request.kind === 'RESERVATION' ? placesAfter(asked.activityId, asked.day) : null
          return (
            <span key={`${asked.childId} ${asked.day}`} className="block text-note">
              {formatDay(asked.day, 'weekday')}
              {after !== null && (
                <span className={after < 0 ? 'font-semibold text-danger' : 'text-muted'}>
                  {' · '}
                  {after < 0 ? 'complet' : `${after} ${after > 1 ? 'places' : 'place'} ensuite`}
                </span>
              )}
            </span>
          )
        })}
    </span>
  ))
}
