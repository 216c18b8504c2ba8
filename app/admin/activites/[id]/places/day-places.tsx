import { DateField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import type { DayPlaces } from '@/lib/activity/places-queries'
import type { ActivityView } from '@/lib/activity/queries'
import { formatDay, type Day } from '@/lib/core/day'
import { NO_SUCH_DAY } from '@/lib/planning/schema'
import { DayCapacityForm } from './day-capacity-form'

type DayPlacesSectionProps = {
  activity: ActivityView
  /** The day looked at. */
  day: Day | null
  /** The address names a day that does not exist. */
  misread: boolean
  today: Day
  lowered: readonly DayPlaces[]
  chosen: readonly DayPlaces[]
}

/** Days with fewer places than the others: those that are set, and one to look at and set. */
export function DayPlacesSection({ activity, day, misread, today, lowered, chosen }: DayPlacesSectionProps) {
  const { id, groups } = activity
  return (
    <SectionCard
      title="Places d’un jour"
      subtitle="Moins de places qu’à l’habitude : un agent absent, une salle plus petite."
    >
      {lowered.length > 0 && (
        <ul className="mb-4">
          {lowered.map((one) => (
            <li key={`${one.day} ${one.groupId}`} className="border-t border-line py-2.5">
              <Link
                href={`?jour=${one.day}`}
                scroll={false}
                className="font-semibold text-brand-text underline underline-offset-2"
              >
                {formatDay(one.day, 'full')}
              </Link>
              <p className="text-note text-muted">
                {[groups.find((group) => group.id === one.groupId)?.name, countWords(one)]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
      <form className="flex flex-wrap items-end gap-3">
        <DateField
          name="jour"
          id="jour-des-places"
          label="Jour"
          min={today}
          defaultValue={day ?? ''}
          error={misread ? NO_SUCH_DAY : undefined}
          key={day}
          required
        />
        <Button type="submit" variant="secondary">
          Voir ce jour
        </Button>
      </form>
      {day && (
        <div className="mt-4 flex flex-col gap-4">
          <h3 className="text-lg">{formatDay(day, 'full')}</h3>
          {groups.map((group) => {
            const counter = chosen.find(({ groupId }) => groupId === group.id)
            const { capacity, booked, waiting } = counter ?? { ...group, booked: 0, waiting: 0 }
            return (
              <DayCapacityForm
                key={`${day} ${group.id}`}
                activityId={id}
                group={group}
                day={day}
                capacity={capacity === group.capacity ? null : capacity}
                counted={countWords({ capacity, booked, waiting })}
              />
            )
          })}
        </div>
      )}
    </SectionCard>
  )
}

function countWords({
  capacity,
  booked,
  waiting,
}: Pick<DayPlaces, 'capacity' | 'booked' | 'waiting'>): string {
  const words = [
    `${booked} ${booked > 1 ? 'réservées' : 'réservée'}${capacity === null ? '' : ` sur ${capacity} ${capacity > 1 ? 'places' : 'place'}`}`,
    waiting > 0 && `${waiting} en attente`,
  ]
  return words.filter(Boolean).join(', ')
}
