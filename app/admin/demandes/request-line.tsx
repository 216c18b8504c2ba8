import Link from 'next/link'
import { Checkbox } from '@/components/ui/choice'
import { ChildDisc } from '@/components/ui/disc'
import { Tag } from '@/components/ui/tag'
import { formatDay } from '@/lib/core/day'
import type { QueuedRequest } from '@/lib/planning/queries/request-queue'

export type RequestLineView = Omit<QueuedRequest, 'askedAt'> & { since: string; late: boolean }

type RequestLineProps = {
  request: RequestLineView
  ticked: boolean
  onTick: (ticked: boolean) => void
  /** Places left once this request and those ticked before it are accepted, by activity and day. */
  placesAfter: (activityId: number, day: string) => number | null
}

/** One request of the queue: whose, for what, since when, and what accepting it leaves. */
export function RequestLine({ request, ticked, onTick, placesAfter }: RequestLineProps) {
  const first = request.days[0]
  const names = [...new Set(request.days.map(({ firstName }) => firstName))].join(' et ')
  return (
    <li className={ticked ? 'bg-brand-soft' : undefined}>
      <label className="flex cursor-pointer items-start gap-3 px-4 py-3.5">
        <Checkbox
          name="requestIds[]"
          value={request.id}
          checked={ticked}
          onChange={(event) => onTick(event.currentTarget.checked)}
          className="mt-1"
        />
        {first && <ChildDisc firstName={first.firstName} colour={first.colour} size="md" />}
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-semibold">
              {names}, famille {request.familyName}
            </span>
            <span className={request.late ? 'text-note text-danger' : 'text-note text-muted'}>
              {request.since}
            </span>
          </span>
          {request.days.map((asked) => {
            const after = request.kind === 'RESERVATION' ? placesAfter(asked.activityId, asked.day) : null
            return (
              <span key={`${asked.childId} ${asked.activityId} ${asked.day}`} className="block">
                {asked.activity}, {formatDay(asked.day, 'weekday')}
                {after !== null && (
                  <span className={after < 0 ? 'text-danger' : 'text-muted'}>
                    {' · '}
                    {after < 0 ? 'complet' : `${after} ${after > 1 ? 'places' : 'place'} ensuite`}
                  </span>
                )}
              </span>
            )
          })}
          {request.comment && <span className="mt-1 block text-note text-muted">« {request.comment} »</span>}
          <span className="mt-1.5 flex flex-wrap items-center gap-2 text-note text-muted">
            <Tag tone={request.kind === 'ABSENCE' ? 'neutral' : 'waiting'}>
              {request.kind === 'ABSENCE' ? 'Absence' : 'Réservation'}
            </Tag>
            n° {request.number}
            {request.school && <span>· {request.school}</span>}
          </span>
        </span>
      </label>
      <p className="pl-23 -mt-2 pb-1.5">
        <Link
          href={`/admin/familles/${request.familyId}`}
          className="inline-flex min-h-target items-center text-note font-semibold text-brand-text underline-offset-4 hover:underline"
        >
          Voir la famille {request.familyName}
        </Link>
      </p>
    </li>
  )
}
