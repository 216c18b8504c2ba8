import { classes } from '@/components/ui/classes'
import { entryLook } from '@/components/ui/entry-state'
import { addDays, daysFromTo, formatDay, weekdayOf, type Day } from '@/lib/core/day'
import type { GridEntry } from '@/lib/planning/rules/grid'
import { DaySection } from './day-list'
import { EntryIcon } from './entry-icon'
import { EventIcon, eventsOf } from './event-icon'
import type { CalendarProps } from './month-table'

const INITIALS = ['L', 'M', 'M', 'J', 'V', 'S', 'D'] as const
const SHOWN_DOTS = 6

type PhoneMonthProps = CalendarProps & {
  caption: string
  month: string
  /** The day whose entries stand under the month. */
  chosen: Day
  hrefOf: (day: Day) => string
  onChoose: (day: Day) => void
}

/** A month at the width of a phone: a mark for each entry, and the entries of the chosen day underneath. */
export function PhoneMonth(props: PhoneMonthProps) {
  const { caption, period, month, chosen, hrefOf, onChoose, today, entries, notes } = props
  const mondays = daysFromTo(period.from, period.to).filter((day) => weekdayOf(day) === 1)
  return (
    <>
      <table className="mb-3 w-full table-fixed border-separate border-spacing-0.5">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {INITIALS.map((initial, index) => (
              <th key={index} scope="col" className="pb-1 text-sm font-semibold text-muted">
                <span aria-hidden>{initial}</span>
                <span className="sr-only">
                  {formatDay(addDays(period.from, index), 'weekday').split(' ')[0]}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mondays.map((monday) => (
            <tr key={monday}>
              {daysFromTo(monday, addDays(monday, 6)).map((day) => (
                <td
                  key={day}
                  className={classes('rounded-control p-0 align-top', notes[day] ? 'hatch' : 'bg-card')}
                >
                  <a
                    href={hrefOf(day)}
                    aria-current={day === chosen ? 'true' : undefined}
                    aria-label={dayLabel(day, entries.get(day) ?? [], notes[day]?.text)}
                    onClick={(event) => {
                      event.preventDefault()
                      onChoose(day)
                    }}
                    className={classes(
                      'min-h-13 flex flex-col items-center gap-1 rounded-control border-2 px-0.5 py-1',
                      day === chosen ? 'border-brand-text' : 'border-transparent',
                      !day.startsWith(month) && 'text-muted',
                    )}
                  >
                    <span
                      className={classes(
                        'px-1.5 text-note font-semibold tabular-nums',
                        day === today && 'rounded-full bg-brand text-brand-ink',
                      )}
                    >
                      {day.endsWith('-01') ? '1er' : Number(day.slice(8))}
                    </span>
                    <Dots entries={entries.get(day) ?? []} />
                  </a>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <DaySection {...props} day={chosen} />
    </>
  )
}

function Dots({ entries }: { entries: readonly GridEntry[] }) {
  return (
    <span aria-hidden className="flex max-w-9 flex-wrap justify-center gap-0.5">
      {eventsOf(entries).map(({ name, kind }) => (
        <EventIcon key={name} kind={kind} className="size-3" />
      ))}
      {entries.slice(0, SHOWN_DOTS).map(({ child, activity, state }) => (
        <EntryIcon
          key={`${child} ${activity}`}
          state={state}
          className={classes('box-content size-2.5 rounded-full border', entryLook(state).className)}
        />
      ))}
    </span>
  )
}

function dayLabel(day: Day, entries: readonly GridEntry[], note: string | undefined): string {
  const count =
    entries.length === 0
      ? 'rien de prévu'
      : entries.length === 1
        ? '1 activité'
        : `${entries.length} activités`
  const names = eventsOf(entries).map(({ name }) => name)
  return [formatDay(day, 'weekday'), count, note, ...names].filter(Boolean).join(', ')
}
