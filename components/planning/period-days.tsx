import {
  ChevronDown,
  CircleCheck,
  CircleDot,
  CircleX,
  Hourglass,
  ListOrdered,
  type LucideIcon,
} from 'lucide-react'
import { ChildDisc } from '@/components/ui/disc'
import type { EntryState } from '@/components/ui/entry-state'
import { StateBadge } from '@/components/ui/state-badge'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tag, type TagTone } from '@/components/ui/tag'
import { formatDay, type Day } from '@/lib/core/day'
import { groupBy } from '@/lib/core/group-by'
import { costWords, countWords } from '@/lib/planning/messages'
import {
  countOutcomes,
  type PeriodCounts,
  type PeriodDay,
  type PeriodView,
} from '@/lib/planning/rules/period-view'
import { outcomeOfLetter } from '@/lib/planning/rules/announced'
import { PERIOD_OUTCOMES, type PeriodOutcome, type RequestKind } from '@/lib/planning/rules/period'

type PeriodDaysProps = {
  view: PeriodView
  /** The request is made; else it is what it would do. */
  done: boolean
}

/** The months that are open at first, where there are more: those on which something is to be read. */
const FEW_MONTHS = 2

/** A period request day by day: its counts, then a table for each month; on a phone, a list by day. */
export function PeriodDays({ view, done }: PeriodDaysProps) {
  const { kind, days, empty, children, activities } = view
  const months = groupBy(days, ({ day }) => day.slice(0, 7))
  const pairs = new Set(days.map(({ child, activity }) => `${child} ${activity}`))
  const thing = pairs.size > 1 ? kind : 'DAY'
  return (
    <div className="flex flex-col gap-4">
      <Counts counts={view.counts} {...{ kind, thing, done }} />
      {empty.length > 0 && (
        <ul className="text-note text-muted">
          {empty.map(({ child, activity }) => (
            <li key={`${child} ${activity}`}>
              {children[child]!.firstName}, {activities[activity]!.name} :{' '}
              {kind === 'ABSENCE' ? 'rien n’est réservé sur ces jours.' : 'rien n’est ouvert sur ces jours.'}
            </li>
          ))}
        </ul>
      )}
      {[...months].map(([month, here]) => {
        const title = monthTitle(here[0]!.day)
        const counts = countOutcomes(
          here.map((one) => ({ ...one, billing: 'STANDARD' })),
          kind,
        )
        const plain = counts.IMPOSSIBLE + counts.PENDING + counts.WAITLISTED === 0
        const changed = here.some(({ announced }) => announced !== undefined)
        return (
          <details
            key={month}
            open={months.size <= FEW_MONTHS || !plain || changed}
            className="group overflow-hidden rounded-card border border-line bg-card"
          >
            <summary className="flex min-h-target cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <span className="heading inline-flex items-center gap-2 text-lg">
                <ChevronDown className="transition-transform group-open:rotate-180" /> {title}
              </span>
              <span className="text-note text-muted">{wordsOf(counts, { thing, done }).join(', ')}</span>
            </summary>
            <MonthDays caption={`${title}, jour par jour`} days={here} {...{ view, done }} />
          </details>
        )
      })}
    </div>
  )
}

function monthTitle(day: Day): string {
  const month = formatDay(day, 'month')
  return month[0]!.toLocaleUpperCase('fr-FR') + month.slice(1)
}

const COUNT_LOOKS: Record<PeriodOutcome, { tone: TagTone; icon: LucideIcon }> = {
  ACCEPTED: { tone: 'success', icon: CircleCheck },
  PENDING: { tone: 'warning', icon: Hourglass },
  WAITLISTED: { tone: 'waiting', icon: ListOrdered },
  IMPOSSIBLE: { tone: 'danger', icon: CircleX },
  ALREADY: { tone: 'outline', icon: CircleDot },
}

type CountsProps = { counts: PeriodCounts; kind: RequestKind; thing: 'DAY' | RequestKind; done: boolean }

/** « 12 jours seront acceptés », « 3 attendront la réponse du service », « 1 impossible ». */
function Counts({ counts, kind, thing, done }: CountsProps) {
  const shown = PERIOD_OUTCOMES.filter((outcome) => counts[outcome] > 0)
  const words = wordsOf(counts, { thing, done })
  return (
    <ul className="flex flex-wrap gap-2">
      {shown.map((outcome, index) => (
        <li key={outcome}>
          <Tag {...COUNT_LOOKS[outcome]} className="px-2.5 py-1 text-note font-semibold">
            {words[index]}
          </Tag>
        </li>
      ))}
      {counts.SURCHARGED > 0 && (
        <li>
          <Tag tone="warning" className="px-2.5 py-1 text-note font-semibold">
            {costWords(counts.SURCHARGED, kind, thing)}
          </Tag>
        </li>
      )}
    </ul>
  )
}

function wordsOf(counts: PeriodCounts, { thing, done }: Pick<CountsProps, 'thing' | 'done'>): string[] {
  return PERIOD_OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome, index) =>
    countWords(outcome, counts[outcome], { thing, done, named: index === 0 }),
  )
}

type MonthDaysProps = PeriodDaysProps & { caption: string; days: readonly PeriodDay[] }

function MonthDays({ caption, days, view, done }: MonthDaysProps) {
  return (
    <Table caption={caption}>
      <thead>
        <tr role="row">
          <Th className="md:w-60">Jour</Th>
          <Th className="md:w-40">Enfant</Th>
          <Th className="md:w-60">Activité</Th>
          <Th>{done ? 'Réponse' : 'Ce qui se passera'}</Th>
        </tr>
      </thead>
      <tbody>
        {[...groupBy(days, ({ day }) => day)].flatMap(([day, here]) =>
          linesOf(here).map(({ activities, ...one }, index, lines) => (
            <Tr
              key={`${day} ${index}`}
              className={index === 0 ? undefined : 'max-md:border-t-0! max-md:pt-0!'}
            >
              {index === 0 && (
                <Th scope="row" rowSpan={lines.length} className="max-md:text-base md:whitespace-nowrap">
                  {formatDay(day, 'weekday')}
                </Th>
              )}
              <Td className="max-md:pb-0!">
                <span className="inline-flex items-center gap-2">
                  <ChildDisc {...view.children[one.child]!} size="xs" /> {view.children[one.child]!.firstName}
                  <span className="md:hidden">· {namesOf(activities, view)}</span>
                </span>
              </Td>
              <Td className="max-md:hidden">{namesOf(activities, view)}</Td>
              <Td>
                <DayOutcome one={one} kind={view.kind} done={done} />
              </Td>
            </Tr>
          )),
        )}
      </tbody>
    </Table>
  )
}

type Line = PeriodDay & { activities: number[] }

/** The days of a date, a child's activities that have the same answer on one line. */
function linesOf(days: readonly PeriodDay[]): Line[] {
  const lines = groupBy(days, ({ activity: _, day: __, ...rest }) => JSON.stringify(rest))
  return [...lines.values()]
    .map((same) => ({ ...same[0]!, activities: same.map(({ activity }) => activity) }))
    .sort((a, b) => a.child - b.child || a.activity - b.activity)
}

function namesOf(activities: readonly number[], view: PeriodView): string {
  return activities.map((activity) => view.activities[activity]!.name).join(', ')
}

/** The state whose look an outcome has. */
const LOOKS: Record<RequestKind, Record<PeriodOutcome, EntryState>> = {
  RESERVATION: {
    ACCEPTED: 'BOOKED',
    PENDING: 'REQUESTED',
    WAITLISTED: 'WAITLISTED',
    IMPOSSIBLE: 'REFUSED',
    ALREADY: 'ENROLLED',
  },
  ABSENCE: {
    ACCEPTED: 'ABSENT',
    PENDING: 'ABSENCE_REQUESTED',
    WAITLISTED: 'WAITLISTED',
    IMPOSSIBLE: 'REFUSED',
    ALREADY: 'ENROLLED',
  },
}

type DayOutcomeProps = { one: PeriodDay; kind: RequestKind; done: boolean }

function DayOutcome({ one, kind, done }: DayOutcomeProps) {
  const { outcome, rank, reason, costsMore, announced } = one
  const before = announced === undefined ? null : outcomeOfLetter(announced)
  return (
    <span className="flex flex-col items-start gap-1">
      <StateBadge state={LOOKS[kind][outcome]}>{outcomeWord(outcome, kind, done, rank)}</StateBadge>
      {costsMore && (
        <span className="text-warning">
          {kind === 'ABSENCE'
            ? 'Le délai est passé : la journée reste facturée.'
            : 'Délai passé : avec une majoration.'}
        </span>
      )}
      {reason && <span className="text-muted">{reason}</span>}
      {announced !== undefined && (
        <span className="font-semibold text-warning">
          A changé depuis l’aperçu{before && before !== outcome ? ` : ${ANNOUNCED_WORDS[before]}` : ''}.
        </span>
      )}
    </span>
  )
}

const ANNOUNCED_WORDS: Record<PeriodOutcome, string> = {
  ACCEPTED: 'ce jour était possible',
  PENDING: 'ce jour attendait le service',
  WAITLISTED: 'ce jour était en liste d’attente',
  IMPOSSIBLE: 'ce jour était impossible',
  ALREADY: 'ce jour était déjà demandé',
}

function outcomeWord(outcome: PeriodOutcome, kind: RequestKind, done: boolean, rank: number | null): string {
  const absence = kind === 'ABSENCE'
  if (outcome === 'ACCEPTED') {
    if (absence) return done ? 'Absence enregistrée' : 'Absence acceptée aussitôt'
    return done ? 'Réservé' : 'Sera réservé'
  }
  if (outcome === 'PENDING') return done ? 'Attend la réponse du service' : 'Attendra la réponse du service'
  if (outcome === 'WAITLISTED') return `Liste d’attente, rang ${rank}`
  if (outcome === 'IMPOSSIBLE') return 'Impossible'
  return absence ? 'Déjà déclaré' : 'Déjà réservé ou demandé'
}
