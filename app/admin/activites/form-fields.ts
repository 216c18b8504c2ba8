import type { RuleText } from '@/lib/activity/rule-fields'
import type { Calendar, Opening, OpeningKind } from '@/lib/activity/rules/calendar'
import { fieldError, type ActionState, type FormValues } from '@/lib/core/action-state'
import { parseWallTime, type Day, type WallTime } from '@/lib/core/day'

/** What the sections of the form share: their fields, and what is being typed. */
export type FormFields = {
  /** Name, first value and error of a field of one value. */
  field: (name: string) => { name: string; defaultValue: string; error?: string }
  /** The ticked values of boxes; `name` without its brackets. */
  ticked: (name: string) => { name: string; id: string; defaultValue: string[]; error?: string }
  /** The form as it stands while it is typed. */
  shown: FormValues
  /** Whether a field whose name begins so is wrong. */
  isWrong: (prefix: string) => boolean
  today: Day
  calendar: Calendar
  opening: Opening & { startsAt: WallTime }
}

type FormState = {
  state: ActionState<unknown>
  /** The fields before anything was typed. */
  known: FormValues
  /** As typed since, where scripts run. */
  live: FormValues | null
  activityId: number | null
  today: Day
  calendar: Calendar
}

/** The fields of the form, from the last refused submission, else from what is stored. */
export function formFields({ state, known, live, activityId, today, calendar }: FormState): FormFields {
  const values = state.status === 'refused' ? state.values : known
  const shown = live ?? values
  return {
    field: (name) => ({ name, defaultValue: textOf(values, name), error: fieldError(state, name) }),
    ticked: (name) => ({
      name: `${name}[]`,
      id: `champ-${name}`,
      defaultValue: textsOf(values, `${name}[]`),
      error: fieldError(state, name),
    }),
    shown,
    isWrong: (prefix) =>
      state.status === 'refused' && Object.keys(state.fields).some((name) => name.startsWith(prefix)),
    today,
    calendar,
    opening: {
      // An id that no closure has: a new activity is closed with all the others only.
      id: activityId ?? 0,
      opensOn: textOf(shown, 'opensOn') as OpeningKind,
      weekdays: textsOf(shown, 'weekdays[]').map(Number),
      startsAt: parseWallTime(textOf(shown, 'startsAt')) ?? ('12:00' as WallTime),
    },
  }
}

/** The fields of a form as its action would get them. */
export function valuesOf(form: HTMLFormElement): FormValues {
  const data = new FormData(form)
  const names = [...new Set(data.keys())]
  return Object.fromEntries(
    names.map((name) => [name, name.endsWith('[]') ? data.getAll(name).map(String) : String(data.get(name))]),
  )
}

/** What is typed in the fields of a rule. */
export function ruleText(values: FormValues, prefix: string): RuleText {
  const own = Object.keys(values).filter((name) => name.startsWith(`${prefix}.`))
  return Object.fromEntries(own.map((name) => [name.slice(prefix.length + 1), textOf(values, name)]))
}

/** The text of a field; empty when it is absent. */
export function textOf(values: FormValues, name: string): string {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

function textsOf(values: FormValues, name: string): string[] {
  const value = values[name]
  return Array.isArray(value) ? value : []
}
