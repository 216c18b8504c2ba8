import { ChevronDown, ReceiptEuro } from 'lucide-react'
import { Checkbox } from '@/components/ui/choice'
import { ChildDisc } from '@/components/ui/disc'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import { formatDay } from '@/lib/core/day'
import { groupBy } from '@/lib/core/group-by'
import { ABSENCE_REASON_WORDS, runWords } from '@/lib/planning/messages'
import type { QueuedDay, QueuedRequest } from '@/lib/planning/queries/request-queue'
import { dayValue, type Ticks } from './ticks'

export type RequestLineView = Omit<QueuedRequest, 'askedAt'> & { since: string; late: boolean }

type RequestLineProps = {
  request: RequestLineView
  ticks: Ticks
  /** Places left on each of its days once it and those ticked before it are accepted; null where not limited. */
  after: readonly (number | null)[]
}

/** One request of the queue: whose, for what, since when, and what accepting it leaves. */
export function RequestLine({ request, ticks, after }: RequestLineProps) {
  const first = request.days[0]
  const names = [...new Set(request.days.map(({ firstName }) => firstName))].join(' et ')
  const ticked = ticks.hasRequest(request)
  const some = ticks.daysOf(request)
  return (
    <li className={ticked || some > 0 ? 'bg-brand-soft' : undefined}>
      <label className="flex cursor-pointer items-start gap-3 px-4 pt-3">
        <Checkbox
          name="requestIds[]"
          value={request.id}
          checked={ticked}
          onChange={(event) => ticks.tickRequest(request, event.currentTarget.checked)}
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
          <DaysAsked request={request} after={after} />
          {request.comment && <span className="mt-1 block text-note text-muted">« {request.comment} »</span>}
        </span>
      </label>
      {request.days.length > 1 && <DayBoxes request={request} ticks={ticks} after={after} />}
      <p className="flex flex-wrap items-center gap-x-3 pb-1 pl-12 pr-4 pt-0.5 text-note text-muted">
        <Tag tone={request.kind === 'ABSENCE' ? 'neutral' : 'waiting'}>
          {request.kind === 'ABSENCE' ? 'Absence' : 'Réservation'}
        </Tag>
        {request.isBlocked && (
          <Tag tone="warning" icon={ReceiptEuro}>
            Facture impayée
          </Tag>
        )}
        {request.absenceReason && <span>{ABSENCE_REASON_WORDS[request.absenceReason]}</span>}
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

type DaysProps = Omit<RequestLineProps, 'ticks'>

/** Days are named one by one as long as they are few. */
const FEW_DAYS = 3

/** The days asked for, by activity and child, with the places that accepting leaves at least. */
function DaysAsked({ request, after }: DaysProps) {
  const days = request.days.map((one, index) => ({ ...one, after: after[index] ?? null }))
  const children = new Set(days.map(({ childId }) => childId))
  return [...groupBy(days, ({ activityId, childId }) => `${activityId} ${childId}`).values()].map((here) => (
    <span key={`${here[0]!.activityId} ${here[0]!.childId}`} className="mt-0.5 block">
      {children.size > 1 && `${here[0]!.firstName}, `}
      {here[0]!.activity}
      {here.length <= FEW_DAYS ? (
        here.map((one) => (
          <span key={one.day} className="block text-note">
            {formatDay(one.day, 'weekday')}
            <After places={one.after} />
          </span>
        ))
      ) : (
        <span className="block text-note">
          {here.length} jours {runWords(here[0]!.day, here.at(-1)!.day)}
          <Least days={here} />
        </span>
      )}
    </span>
  ))
}

function After({ places }: { places: number | null }) {
  if (places === null) return null
  return (
    <span className={places < 0 ? 'font-semibold text-danger' : 'text-muted'}>
      {' · '}
      {places < 0 ? 'complet' : `${places} ${places > 1 ? 'places' : 'place'} ensuite`}
    </span>
  )
}

/** The fewest places that days keep, or how many of them are full. */
function Least({ days }: { days: readonly (QueuedDay & { after: number | null })[] }) {
  const limited = days.flatMap(({ after }) => (after === null ? [] : [after]))
  if (limited.length === 0) return null
  const full = limited.filter((places) => places < 0).length
  if (full === 0) {
    const least = Math.min(...limited)
    return (
      <span className="text-muted">
        {' · '}
        {least} {least > 1 ? 'places' : 'place'} ensuite au moins
      </span>
    )
  }
  return (
    <span className="font-semibold text-danger">
      {' · '}
      {full > 1 ? `${full} jours complets` : '1 jour complet'}
    </span>
  )
}

/** The days of a request, each to be ticked by itself. */
function DayBoxes({ request, ticks, after }: RequestLineProps) {
  const several = new Set(request.days.map(({ activityId, childId }) => `${activityId} ${childId}`)).size > 1
  const some = ticks.daysOf(request)
  return (
    <details className="group pl-12 pr-4" open={some > 0 || undefined}>
      <summary className="min-h-target cursor-pointer scroll-mb-40 content-center text-note font-semibold text-brand-text">
        <ChevronDown className="mr-1.5 inline size-4 transition-transform group-open:rotate-180" />
        Choisir des jours{some > 0 && ` (${some} sur ${request.days.length})`}
      </summary>
      <ul className="mb-2 grid gap-x-4 sm:grid-cols-2">
        {request.days.map((one, index) => (
          <li key={dayValue(request, one)}>
            <label className="flex min-h-target cursor-pointer items-start gap-3 py-2 text-note">
              <Checkbox
                name="days[]"
                value={dayValue(request, one)}
                checked={ticks.hasDay(request, one)}
                onChange={(event) => ticks.tickDay(request, one, event.currentTarget.checked)}
                className="scroll-mb-40"
              />
              <span>
                {formatDay(one.day, 'weekday')}
                {several && `, ${one.firstName}, ${one.activity}`}
                <After places={after[index] ?? null} />
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}
