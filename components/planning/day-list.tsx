import { daysFromTo, formatDay, type Day } from '@/lib/core/day'
import { RowEntry } from './entry-link'
import { EventLabel, eventsOf } from './event-icon'
import type { CalendarProps } from './month-table'

/** The days of a week one under the other, for a phone: only those on which there is something. */
export function DayList(props: CalendarProps) {
  const { period, entries, notes } = props
  const days = daysFromTo(period.from, period.to).filter((day) => entries.has(day) || notes[day])
  if (days.length === 0) return <NothingHere>Rien de prévu sur ces jours.</NothingHere>
  return (
    <div className="flex flex-col gap-3">
      {days.map((day) => (
        <DaySection key={day} {...props} day={day} />
      ))}
    </div>
  )
}

/** One day as a card: its date, what it is for everybody, and its entries. */
export function DaySection({ day, today, entries, people, activities, notes }: CalendarProps & { day: Day }) {
  const here = entries.get(day) ?? []
  const title = formatDay(day, 'weekday')
  return (
    <section aria-label={title} className="overflow-hidden rounded-card border border-line bg-card">
      <header className={notes[day] ? 'hatch px-4 py-2.5' : 'px-4 py-2.5'}>
        <div className="flex items-baseline justify-between gap-3">
          <h2 className="text-lg">{title[0]!.toLocaleUpperCase('fr-FR') + title.slice(1)}</h2>
          {day === today && <p className="text-note text-muted">aujourd’hui</p>}
        </div>
        {notes[day] && <p className="text-note text-muted">{notes[day].text}</p>}
        {eventsOf(here).map((event) => (
          <EventLabel key={event.name} event={event} className="text-note font-semibold" />
        ))}
      </header>
      {here.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {here.map((entry) => (
            <li key={`${entry.child} ${entry.activity}`}>
              <RowEntry entry={entry} child={people[entry.child]!} activity={activities[entry.activity]!} />
            </li>
          ))}
        </ul>
      )}
      {here.length === 0 && !notes[day] && (
        <p className="border-t border-line px-4 py-3 text-muted">Rien de prévu ce jour-là.</p>
      )}
    </section>
  )
}

function NothingHere({ children }: { children: string }) {
  return (
    <p className="rounded-card border border-dashed border-control bg-card px-4 py-8 text-center text-muted">
      {children}
    </p>
  )
}
