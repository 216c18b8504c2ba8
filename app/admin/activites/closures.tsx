'use client'

import { CalendarX2, Trash2 } from 'lucide-react'
import { ErrorSummary } from '@/components/form/error-summary'
import { DateField, SelectField, TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { SectionCard } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ClosureView } from '@/lib/activity/queries'
import { refusalOf, typedField } from '@/lib/core/action-state'
import { formatPeriod } from '@/lib/core/day'
import { close, reopen } from './actions'

function ClosureLine({ closure }: { closure: ClosureView }) {
  const { pending, form } = useActionForm(reopen)
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-t border-line py-3">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 font-semibold">
          <CalendarX2 aria-hidden /> {closure.name}
        </p>
        <p className="text-note text-muted">
          {formatPeriod(closure, 'long', 'full')} · {closure.activity ?? 'toutes les activités'}
        </p>
      </div>
      <form {...form} className="shrink-0">
        <input type="hidden" name="closureId" value={closure.id} />
        <SubmitButton
          variant="secondary"
          size="sm"
          pending={pending}
          aria-label={`Supprimer la fermeture ${closure.name}`}
        >
          <Trash2 aria-hidden /> Supprimer
        </SubmitButton>
      </form>
    </li>
  )
}

type ClosuresProps = {
  closures: readonly ClosureView[]
  activities: readonly { id: number; name: string }[]
  /** The activity chosen at first; without it, all. */
  activityId?: number
}

/** The days when activities are closed, to add and to remove. */
export function Closures({ closures, activities, activityId }: ClosuresProps) {
  const { state, pending, form } = useActionForm(close)
  const field = (name: string, known?: number) => typedField(state, name, known)
  return (
    <SectionCard
      title="Fermetures"
      subtitle="En plus des jours fériés et des vacances de la zone, déjà connus."
    >
      {closures.length > 0 && (
        <ul className="mb-4">
          {closures.map((closure) => (
            <ClosureLine key={closure.id} closure={closure} />
          ))}
        </ul>
      )}
      <form
        {...form}
        key={state.status === 'done' ? closures.length : 'form'}
        className="flex flex-col gap-4"
      >
        <ErrorSummary {...refusalOf(state)} />
        <TextField
          {...field('name')}
          label="Motif, lu par les parents"
          hint="Par exemple : Pont de l’Ascension"
          required
          maxLength={80}
        />
        <SelectField {...field('activityId', activityId)} label="Activité fermée">
          <option value="">Toutes les activités</option>
          {activities.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <div className="grid gap-4 sm:grid-cols-2">
          <DateField {...field('startsOn')} label="Premier jour" required />
          <DateField {...field('endsOn')} label="Dernier jour" required />
        </div>
        <div>
          <SubmitButton variant="secondary" pending={pending}>
            Ajouter la fermeture
          </SubmitButton>
        </div>
      </form>
    </SectionCard>
  )
}
