import type { ReactNode } from 'react'
import { formatDay } from '@/lib/core/day'
import type { EntryNames } from '@/lib/planning/messages'

type DayListProps = { days: readonly (EntryNames & { mark: ReactNode; note?: string | null })[] }

/** Days of children, each with what it is or will be, and why. */
export function DayList({ days }: DayListProps) {
  const names = [...new Set(days.map(({ firstName }) => firstName))]
  return names.map((name) => (
    <section key={name} className="flex flex-col gap-1">
      <h2 className="text-lg">{name}</h2>
      <ul className="flex flex-col divide-y divide-line">
        {days
          .filter(({ firstName }) => firstName === name)
          .map(({ day, activity, mark, note }) => (
            <li key={`${day} ${activity}`} className="flex flex-col gap-1 py-3">
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <span>
                  <span className="inline-block font-semibold first-letter:uppercase">
                    {formatDay(day, 'weekday')}
                  </span>
                  <span className="text-muted">, {activity}</span>
                </span>
                {mark}
              </div>
              {note && <p className="text-note text-muted">{note}</p>}
            </li>
          ))}
      </ul>
    </section>
  ))
}
