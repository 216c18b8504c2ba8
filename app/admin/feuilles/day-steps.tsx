import { DateField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Stepper } from '@/components/ui/segmented'
import { addDays, formatDay, type Day } from '@/lib/core/day'

/** The addresses of a screen on the day before and on the day after. */
export function stepsOf(path: string, day: Day) {
  const step = (by: -1 | 1) => {
    const to = addDays(day, by)
    return {
      href: `${path}?jour=${to}`,
      label: `${by === 1 ? 'Jour suivant' : 'Jour précédent'} : ${formatDay(to, 'weekday')}`,
    }
  }
  return { previous: step(-1), next: step(1) }
}

/** The way to another day: one before, today, one after, or any. */
export function DaySteps({ path, day }: { path: string; day: Day }) {
  return (
    <div className="flex flex-wrap items-end gap-2.5 print:hidden">
      <div className="max-lg:hidden">
        <Stepper label="Jour" {...stepsOf(path, day)} current={{ href: path, label: 'Aujourd’hui' }} />
      </div>
      <form action={path} className="flex items-end gap-2">
        <DateField name="jour" label="Aller au" defaultValue={day} required={false} />
        <Button type="submit" variant="secondary">
          Voir
        </Button>
      </form>
    </div>
  )
}
