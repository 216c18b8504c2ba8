/** What was typed in a form, by field name; a name that ends in `[]` holds several values. */
export type FormValues = Record<string, string | string[]>

/** What a form knows of its last submission. `values` gives back what was typed, passwords excepted. */
export type ActionState<Value = void> =
  | { status: 'idle' }
  | { status: 'done'; value: Value }
  | { status: 'refused'; code: string; message: string; fields: Record<string, string>; values: FormValues }

/** The state of a form that was not sent yet. */
export const IDLE = { status: 'idle' } as const

/** What a form holds, as it is given back when it is refused: passwords and proofs of work excepted. */
export function typedValues(form: FormData): FormValues {
  const values: FormValues = {}
  for (const [key, value] of form.entries()) {
    const isSecret = key.toLowerCase().includes('password') || key === 'altcha' || key.startsWith('$ACTION')
    if (typeof value !== 'string' || isSecret) continue
    values[key] = key.endsWith('[]') ? [...(values[key] ?? []), value] : value
  }
  return values
}

/** What a form says when the server can’t be reached, or its answer is lost: it may have arrived. */
export const UNANSWERED =
  'Le portail n’a pas répondu. Ce que vous avez saisi est encore sur cette page : vérifiez si c’est déjà fait, puis réessayez.'

/** What a form says when the browser knows that nothing can be sent. */
export const OFFLINE = 'La connexion est coupée : rien n’a été envoyé. Réessayez quand elle revient.'

/** Whether a refusal comes from the portal, and not from the want of its answer. */
export const isAnswer = (code: string) => code !== 'OFFLINE' && code !== 'UNANSWERED'

/** What is said of a form that no page of ours would send so: of another site, or of a page of before. */
export const PAGE_EXPIRED = 'Cette page a expiré. Rechargez-la et recommencez.'

/** What a form says above itself when the text next to one field says it all. */
export const ONE_FIELD = 'Un champ est à corriger.'

/** The text typed in a field at the last refused submission, or the fallback. */
export function typedText(state: ActionState<unknown>, name: string, fallback = ''): string {
  const value = state.status === 'refused' ? state.values[name] : undefined
  return typeof value === 'string' ? value : fallback
}

/** The values of a field that holds several, such as boxes, at the last refused submission. */
export function typedTexts(state: ActionState<unknown>, name: string): string[] {
  const value = state.status === 'refused' ? state.values[name] : undefined
  return Array.isArray(value) ? value : []
}

/** What a field takes from the last submission: its name, what was typed in it (else `known`), what is wrong. */
export function typedField(state: ActionState<unknown>, name: string, known?: string | number | null) {
  return {
    name,
    defaultValue: typedText(state, name, String(known ?? '')),
    error: fieldError(state, name),
  }
}

/** What a form says above its fields when its last submission was refused. What a field says is not said twice. */
export function refusalOf(state: ActionState<unknown>): {
  message?: string
  errors?: Record<string, string>
} {
  if (state.status !== 'refused') return {}
  const { message, fields } = state
  return { message: Object.values(fields).includes(message) ? undefined : message, errors: fields }
}

/** The error of a field at the last submission. */
export function fieldError(state: ActionState<unknown>, name: string): string | undefined {
  return state.status === 'refused' ? state.fields[name] : undefined
}
