'use client'

import { CalendarPlus, Clock } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { ChildDisc } from '@/components/ui/disc'
import { Link } from '@/components/ui/link'
import { formatDay, type Day } from '@/lib/core/day'
import { formatDeadline } from '@/lib/activity/rules/deadline'
import { nextDeadline } from '@/lib/planning/rules/explain'
import type { Possible } from '@/lib/planning/rules/entry'
import { unpackEntries, type GridEntry, type PlanningGrid } from '@/lib/planning/rules/grid'
import type { ParentAction } from '@/lib/planning/rules/states'
import {
  anchorOf,
  periodOf,
  periodTitle,
  planningHref,
  type PlanningAddress,
} from '@/lib/planning/rules/view'
import { DayList } from './day-list'
import { EntryDialog } from './entry-dialog'
import { EntryIcons } from './entry-icon'
import { moveAmongEntries } from './entry-keys'
import { entryKey } from './entry-link'
import { FilterSwitches } from './filter-switches'
import { MonthTable } from './month-table'
import { PhoneMonth } from './phone-month'
import { JumpForm, PlanningHeader } from './planning-header'
import { useEntryAction, type EntryServerAction } from './use-entry-action'

type PlanningBoardProps = {
  grid: PlanningGrid & { notes: Readonly<Record<Day, { text: string; closed: boolean }>> }
  address: PlanningAddress
  today: Day
  /** Of the school holidays: « B ». */
  zone: string
  send: EntryServerAction
  /** What stands above the calendar: why nothing can be booked. */
  notice: ReactNode
}

/** The planning: its period, its switches, its calendar and the dialog of an entry. */
export function PlanningBoard({ grid, address: given, today, zone, send, notice }: PlanningBoardProps) {
  const [filters, setFilters] = useState({ children: given.children, activities: given.activities })
  const address = { ...given, ...filters }
  const loaded = useMemo(() => unpackEntries(grid), [grid])
  const { shown, act } = useEntryAction(loaded, send)
  const [opened, setOpened] = useState<{ key: string; at: Date } | null>(null)
  const elapsed = useElapsed(grid)

  const showsChild = (id: string) => address.children?.includes(id) ?? true
  const showsActivity = (id: number) => address.activities?.includes(id) ?? true
  const byDay = groupByDay(
    shown.filter(
      ({ child, activity }) =>
        showsChild(grid.children[child]!.id) && showsActivity(grid.activities[activity]!.id),
    ),
  )

  function filter(changes: Partial<typeof filters>): void {
    const next = { ...filters, ...changes }
    setFilters(next)
    window.history.replaceState(null, '', planningHref({ ...given, ...next }))
  }

  function open(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const key = (event.target as HTMLElement).closest<HTMLElement>('[data-entry]')?.dataset.entry
    if (!key) return
    event.preventDefault()
    // The second half of a double click, on a button of the dialog that has just closed above.
    if (event.detail > 1) return
    setOpened({ key, at: new Date(grid.now + elapsed()) })
  }

  const entry = opened && shown.find((one) => entryKey(one) === opened.key)
  const place = (one: GridEntry) => ({
    child: grid.children[one.child]!,
    activity: grid.activities[one.activity]!,
  })

  const urgent = nextDeadline(shown, (activity) => grid.activities[activity]!, new Date(grid.now))
  const deadline =
    urgent &&
    `${grid.activities[urgent.activity]!.name} de ${formatDay(urgent.day, 'weekday')} : à réserver avant ${formatDeadline(urgent.deadlines.booking)}.`

  return (
    <>
      <EntryIcons />
      <PlanningHeader
        address={address}
        today={today}
        subtitle={[`Zone ${zone}`, deadline].filter(Boolean).join(' · ')}
      />
      {notice}
      <FilterSwitches
        people={grid.children}
        activities={grid.activities}
        showsChild={showsChild}
        showsActivity={showsActivity}
        onChild={(id) =>
          filter({ children: toggled(address.children ?? grid.children.map((one) => one.id), id) })
        }
        onActivity={(id) =>
          filter({ activities: toggled(address.activities ?? grid.activities.map((one) => one.id), id) })
        }
        view={given.view}
        date={given.date}
      />
      {deadline && (
        <Alert tone="warning" icon={Clock} className="mb-3 lg:hidden">
          {deadline}
        </Alert>
      )}
      <ul className="mb-3 hidden gap-x-5 print:flex">
        {grid.children
          .filter(({ id }) => showsChild(id))
          .map(({ id, firstName, colour }) => (
            <li key={id} className="flex items-center gap-2">
              <ChildDisc firstName={firstName} colour={colour} size="xs" /> {firstName}
            </li>
          ))}
      </ul>
      <div onClick={open} onKeyDown={moveAmongEntries} data-days>
        <Calendars {...{ grid, address, today, byDay }} />
      </div>
      <div className="mt-4 flex flex-wrap items-center gap-2 lg:hidden print:hidden">
        <LinkButton href={planningHref(address, { date: null })} variant="secondary" size="sm">
          Aujourd’hui
        </LinkButton>
        <JumpForm address={address} today={today} />
      </div>
      <p className="mt-3 print:hidden">
        <Link
          href="/famille/planning/agenda"
          className="inline-flex min-h-11 items-center gap-2 text-brand underline"
        >
          <CalendarPlus className="size-4.5" /> Recevoir le planning dans mon agenda
        </Link>
      </p>
      {opened && entry && (
        <EntryDialog
          entry={entry}
          {...place(entry)}
          at={opened.at}
          onClose={() => setOpened(null)}
          onAct={({ action, to }: Possible) => {
            setOpened(null)
            act({ entry, ...place(entry), action: action as ParentAction, to })
          }}
        />
      )}
    </>
  )
}

type CalendarsProps = Pick<PlanningBoardProps, 'grid' | 'address' | 'today'> & {
  byDay: Map<Day, GridEntry[]>
}

/** The view that the address names; without one, the month on a wide screen and the week on a phone. */
function Calendars({ grid, address, today, byDay }: CalendarsProps) {
  const { view, date } = address
  const common = {
    today,
    entries: byDay,
    people: grid.children,
    activities: grid.activities,
    notes: grid.notes,
  }
  const month = anchorOf(date, 'mois', today)
  const [chosen, setChosen] = useState(month)
  const period = periodOf(view ?? 'mois', anchorOf(date, view ?? 'mois', today))
  const caption = `Planning, ${periodTitle(view ?? 'mois', month).toLocaleLowerCase('fr-FR')}`
  if (view === 'mois' || view === null)
    return (
      <>
        <div className={view ? 'max-md:hidden' : 'max-lg:hidden'}>
          <MonthTable {...common} caption={caption} period={period} month={month.slice(0, 7)} />
        </div>
        {view ? (
          <div className="md:hidden">
            <PhoneMonth
              {...common}
              caption={caption}
              period={period}
              month={month.slice(0, 7)}
              chosen={chosen}
              hrefOf={(day) => planningHref(address, { date: day })}
              onChoose={setChosen}
            />
          </div>
        ) : (
          <div className="lg:hidden">
            <DayList {...common} period={periodOf('semaine', anchorOf(date, 'semaine', today))} />
          </div>
        )}
      </>
    )
  return (
    <>
      <div className="max-lg:hidden">
        <MonthTable {...common} caption={caption} period={period} />
      </div>
      <div className="lg:hidden">
        <DayList {...common} period={period} />
      </div>
    </>
  )
}

/** Milliseconds since the grid was read, by a clock that the person can't set wrong. */
function useElapsed(grid: PlanningGrid): () => number {
  const since = useRef(0)
  useEffect(() => {
    since.current = performance.now()
  }, [grid])
  return () => performance.now() - since.current
}

function groupByDay(entries: readonly GridEntry[]): Map<Day, GridEntry[]> {
  const byDay = new Map<Day, GridEntry[]>()
  for (const entry of entries) {
    const here = byDay.get(entry.day)
    if (here) here.push(entry)
    else byDay.set(entry.day, [entry])
  }
  return byDay
}

function toggled<Id>(shown: readonly Id[], id: Id): Id[] {
  return shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id]
}
