import { ChildDisc } from '@/components/ui/disc'
import { now } from '@/lib/core/clock'
import { formatDay } from '@/lib/core/day'
import { GRADE_LABELS } from '@/lib/dossier/messages'
import { ageInWords } from '@/lib/dossier/values'
import type { ChildNamed } from '@/lib/planning/queries/enrollments'

/** A child as agents tell it from another: its name, then birth date, age and class. */
export function ChildWords({ child }: { child: ChildNamed }) {
  const { firstName, lastName, colour, birthDate, grade } = child
  return (
    <span className="flex items-start gap-2.5">
      <ChildDisc firstName={firstName} colour={colour} />
      <span className="min-w-0">
        {firstName} {lastName}
        <span className="block text-sm font-normal text-muted">
          <span className="whitespace-nowrap tabular-nums">{formatDay(birthDate, 'numeric')}</span> ·{' '}
          {ageInWords(birthDate, now())}
          {grade && ` · ${GRADE_LABELS[grade]}`}
        </span>
      </span>
    </span>
  )
}
