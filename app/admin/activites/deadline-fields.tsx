'use client'

import { useState } from 'react'
import { SelectField, TextField } from '@/components/form/text-field'
import { Alert } from '@/components/ui/alert'
import type { Calendar } from '@/lib/activity/rules/calendar'
import { isOpen, type OpeningKind } from '@/lib/activity/rules/calendar'
import {
  COUNTING_WORDS,
  deadlineInstant,
  deadlineSentence,
  formatDeadline,
  type DayCounting,
  type DeadlineRule,
} from '@/lib/activity/rules/deadline'
import { addDays, formatDay, mondayOf, parseWallTime, type Day, type WallTime } from '@/lib/core/day'

type DeadlineFieldsProps = {
  /** « booking » or « absence »: the prefix of the fields. */
  name: 'booking' | 'absence'
  legend: string
  rule: DeadlineRule
  /** What was typed at the last refused submission wins over the rule. */
  typed: (field: string, fallback: string) => string
  errors: (field: string) => string | undefined
  today: Day
  startsAt: WallTime
  opening: { id: number; opensOn: OpeningKind; weekdays: readonly number[] }
  calendar: Calendar
}

/** A deadline rule, with the sentence that says what it means and what it gives for next week. */
export function DeadlineFields(props: DeadlineFieldsProps) {
  const { name, legend, rule, typed, errors } = props
  const initial = rule.kind === 'DAYS_BEFORE' ? rule : null
  const [kind, setKind] = useState(typed(`${name}.kind`, rule.kind))
  const [days, setDays] = useState(typed(`${name}.days`, String(initial?.days ?? 2)))
  const [time, setTime] = useState(typed(`${name}.time`, initial?.time ?? '10:00'))
  const typedCounting = typed(`${name}.counting`, initial?.counting ?? 'CALENDAR')
  const [counting, setCounting] = useState(
    Object.hasOwn(COUNTING_WORDS, typedCounting) ? typedCounting : 'CALENDAR',
  )
  const wallTime = parseWallTime(time)
  const shown: DeadlineRule | null =
    kind === 'NONE'
      ? { kind: 'NONE' }
      : wallTime && /^\d{1,3}$/.test(days)
        ? {
            kind: 'DAYS_BEFORE',
            days: Number(days),
            time: wallTime,
            counting: counting as DayCounting,
            from: 'DAY',
          }
        : null
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="heading mb-3 text-lg">{legend}</legend>
      <SelectField
        name={`${name}.kind`}
        label="Règle"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
        error={errors(`${name}.kind`)}
      >
        <option value="DAYS_BEFORE">Un nombre de jours avant</option>
        <option value="NONE">Sans délai</option>
      </SelectField>
      <div className={kind === 'NONE' ? 'hidden' : 'grid grid-cols-2 items-end gap-4'}>
        <TextField
          name={`${name}.days`}
          label="Jours avant"
          inputMode="numeric"
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          error={errors(`${name}.days`)}
        />
        <TextField
          name={`${name}.time`}
          label="Heure limite"
          hint="23:59 : minuit"
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
          error={errors(`${name}.time`)}
        />
        <SelectField
          name={`${name}.counting`}
          label="Jours comptés"
          className="col-span-2"
          value={counting}
          onChange={(event) => setCounting(event.currentTarget.value)}
        >
          <option value="CALENDAR">Tous les jours</option>
          <option value="WORKING">Jours ouvrés</option>
          <option value="SCHOOL">Jours d’école</option>
        </SelectField>
      </div>
      {shown && (
        <Alert tone="info">
          <p aria-live="polite">
            {deadlineSentence(shown)} {exampleOf(shown, props)}
          </p>
        </Alert>
      )}
    </fieldset>
  )
}

/** What a rule gives for the first open day of next week. */
function exampleOf(
  rule: DeadlineRule,
  {
    today,
    startsAt,
    opening,
    calendar,
  }: Pick<DeadlineFieldsProps, 'today' | 'startsAt' | 'opening' | 'calendar'>,
): string {
  const monday = addDays(mondayOf(today), 7)
  const day = Array.from({ length: 14 }, (_, n) => addDays(monday, n)).find(
    (one) => isOpen(opening, one, calendar).open,
  )
  if (!day) return ''
  const until = formatDeadline(deadlineInstant(rule, { day, startsAt, calendar }))
  return `Par exemple, pour ${formatDay(day, 'weekday')} : jusqu’au ${until}.`
}
