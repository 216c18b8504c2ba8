'use client'

import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { isOpen } from '@/lib/activity/rules/calendar'
import { deadlineInstant, formatDeadline, type DeadlineRule } from '@/lib/activity/rules/deadline'
import { addDays, formatDay, mondayOf } from '@/lib/core/day'
import type { FormFields } from './form-fields'

type Example = {
  rule: DeadlineRule
  fields: FormFields
  /** « jusqu’au » unless given. */
  bound?: string
}

/** What a rule means, in the words that the parents read, and what it gives on a day. */
export function RuleSentence({ children, example }: { children: ReactNode; example?: Example }) {
  return (
    <Alert tone="info">
      <p aria-live="polite">
        {children} {example && exampleOf(example)}
      </p>
    </Alert>
  )
}

/** How far ahead a day is looked for: the calendar of the form holds as many days. */
const DAYS_AHEAD = 53

/** What a rule gives for the first open day from next Monday on. */
function exampleOf({ rule, fields, bound = 'jusqu’au' }: Example): string {
  const { today, calendar, opening } = fields
  const monday = addDays(mondayOf(today), 7)
  const day = Array.from({ length: DAYS_AHEAD }, (_, n) => addDays(monday, n)).find(
    (one) => isOpen(opening, one, calendar).open,
  )
  if (!day) return ''
  const limit = formatDeadline(deadlineInstant(rule, { day, startsAt: opening.startsAt, calendar }))
  return `Par exemple, pour ${formatDay(day, 'weekday')} : ${bound} ${limit}.`
}
