import type { TariffText } from '@/lib/billing/tariff-fields'
import { fieldError, type ActionState } from '@/lib/core/action-state'

/** What the sections of the form share: their fields, and what is being typed. */
export type TariffFields = {
  /** Name, first value and error of a field. */
  field: (name: string) => { name: string; defaultValue: string; error?: string }
  /** The form as it stands while it is typed. */
  shown: TariffText
  /** The values at first: those of the last refused submission, else those known. */
  values: TariffText
  /** Whether a field whose name begins so is wrong. */
  isWrong: (prefix: string) => boolean
  /** To be called when fields came or went. */
  reread: (form: HTMLFormElement) => void
}

type FormState = {
  state: ActionState<unknown>
  /** The fields before anything was typed. */
  known: TariffText
  /** As typed since, where scripts run. */
  live: TariffText | null
  reread: (form: HTMLFormElement) => void
}

/** The fields of the form, from the last refused submission, else from what is stored. */
export function tariffFields({ state, known, live, reread }: FormState): TariffFields {
  const values = state.status === 'refused' ? (state.values as TariffText) : known
  return {
    field: (name) => ({ name, defaultValue: values[name] ?? '', error: fieldError(state, name) }),
    shown: live ?? values,
    values,
    isWrong: (prefix) =>
      state.status === 'refused' && Object.keys(state.fields).some((name) => name.startsWith(prefix)),
    reread,
  }
}
