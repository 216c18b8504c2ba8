import { classes } from '@/components/ui/classes'
import { addDays, daysFromTo, formatDay, weekdayOf, type Day } from '@/lib/core/day'
import type { Period } from '@/lib/planning/rules/entries'
import type { GridActivity, GridChild, GridEntry } from '@/lib/planning/rules/grid'
import { CellEntry } from './entry-link'
import { EventLabel, eventsOf } from './event-icon'

/** What every calendar of the planning shows; `people` are the children. */
export type CalendarProps = {
  period: Period
  today: Day
  entries: ReadonlyMap<Day, readonly GridEntry[]>
  people: readonly GridChild[]
  activities: readonly GridActivity[]
  notes: Readonly<Record<Day, { text: string; closed: boolean }>>
}

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const

type MonthTableProps = CalendarProps & {
  /** What the table holds, in words. */
  caption: string
  /** The month that the days belong to; the others are dimmed. Absent for a week. */
  month?: string
}

/** Weeks as rows, days as columns: a month, or one week with room for the names. */
export function MonthTable({ caption, period, month, ...rest }: MonthTableProps) {
  const { from, to } = period
  const columns = Math.min(7, daysFromTo(from, to).length)
  const mondays = daysFromTo(from, to).filter((day) => weekdayOf(day) === 1)
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-card border border-line bg-card">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {WEEKDAYS.slice(0, columns).map((name, index) => (
            <th
              key={name}
              scope="col"
              className={classes(
                'border-line bg-sand px-2.5 py-2.5 text-left text-sm font-semibold text-muted',
                index > 0 && 'border-l',
                index > 4 && 'w-[8%]',
              )}
            >
              {index > 4 ? (
                <>
                  <span aria-hidden>{name.slice(0, 3)}.</span>
                  <span className="sr-only">{name}</span>
                </>
              ) : (
                name
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {mondays.map((monday) => (
          <tr key={monday}>
            {daysFromTo(monday, addDays(monday, columns - 1)).map((day, index) => (
              <DayCell
                key={day}
                {...rest}
                day={day}
                first={index === 0}
                dimmed={month !== undefined && !day.startsWith(month)}
                roomy={month === undefined}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type DayCellProps = Omit<MonthTableProps, 'caption' | 'period' | 'month'> & {
  day: Day
  first: boolean
  dimmed: boolean
  roomy: boolean
}

function DayCell({ day, first, dimmed, roomy, today, entries, people, activities, notes }: DayCellProps) {
  const note = notes[day]
  const here = entries.get(day) ?? []
  return (
    <td
      className={classes(
        'border-t border-line p-2 align-top',
        !first && 'border-l',
        roomy ? 'h-72' : 'h-28',
        note ? 'hatch' : (dimmed || weekdayOf(day) > 5) && 'bg-paper',
      )}
    >
      <p className="mb-1.5 flex flex-wrap items-baseline gap-x-2">
        <time
          dateTime={day}
          aria-label={formatDay(day, 'weekday')}
          aria-current={day === today ? 'date' : undefined}
          className={classes(
            'font-bold tabular-nums',
            day === today
              ? 'rounded-control bg-brand px-1.5 text-brand-ink'
              : dimmed && 'font-medium text-muted',
          )}
        >
          {roomy ? formatDay(day, 'short') : Number(day.slice(8))}
        </time>
        {note && <span className="min-w-0 text-cell text-muted">{note.text}</span>}
      </p>
      {eventsOf(here).map((event) => (
        <EventLabel key={event.name} event={event} className="mb-1.5 text-cell font-semibold" />
      ))}
      {here.length > 0 && (
        <ul className="flex flex-col gap-1">
          {here.map((entry) => (
            <li key={`${entry.child} ${entry.activity}`}>
              <CellEntry
                entry={entry}
                child={people[entry.child]!}
                activity={activities[entry.activity]!}
                roomy={roomy}
              />
            </li>
          ))}
        </ul>
      )}
    </td>
  )
}
