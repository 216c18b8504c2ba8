import 'server-only'
import { revalidatePath } from 'next/cache'
import { notFound, redirect, unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import { ONE_FIELD, PAGE_EXPIRED, typedValues, type ActionState, type FormValues } from './action-state'
import { getActor } from './actor'
import { isOverloaded, runAgain } from './db'
import { NotFound, Refusal } from './errors'
import { log, newReference } from './log'
import { isSameOrigin } from './request-origin'

const SESSION_ENDED =
  'Votre session est terminée : rien n’a été enregistré. Ce que vous avez saisi est encore sur cette page : reconnectez-vous dans un autre onglet, puis envoyez-le de nouveau.'

const BUSY =
  'Beaucoup de monde utilise le portail en ce moment : rien n’a été enregistré. Réessayez dans une minute.'

type ActionDefinition<Schema extends z.ZodType, Who, Value> = {
  /** What the form must hold. Fields whose name ends in `[]` arrive as arrays, without the brackets. */
  schema: Schema
  /** Who may act: requireParent, requireAgent('…')… ; for public forms, a function that returns null. */
  actor: () => Promise<Who>
  run: (actor: Who, input: z.output<Schema>) => Promise<Value>
  /** The pages whose content the action changed. */
  refresh?: (value: Value, input: z.output<Schema>) => string[]
  /** Where to go when it is done; without it, or where it says null, the form shows the outcome. */
  redirectTo?: (value: Value, input: z.output<Schema>) => string | null
}

/**
 * The only way from a form to an operation: checks the origin, gets the actor, parses, runs, and turns the
 * outcome into what the form shows. It alone translates errors; what is unexpected is logged with the
 * reference number that the person reads. What was typed comes back, passwords excepted.
 */
export function createAction<Schema extends z.ZodType, Who, Value>(
  definition: ActionDefinition<Schema, Who, Value>,
) {
  return async (_previous: ActionState<Value>, form: FormData): Promise<ActionState<Value>> => {
    const values = typedValues(form)
    let value: Value
    let input: z.output<Schema>
    try {
      if (!(await isSameOrigin())) throw new Refusal('ORIGIN', PAGE_EXPIRED)
      const actor = await actorOf(definition)
      const parsed = await definition.schema.safeParseAsync(formInput(form), { error: () => PAGE_EXPIRED })
      if (!parsed.success) return invalid(parsed.error, values)
      input = parsed.data
      value = await runAgain(() => definition.run(actor, input))
    } catch (error) {
      unstable_rethrow(error)
      if (error instanceof NotFound) notFound()
      if (error instanceof Refusal)
        return { status: 'refused', code: error.code, message: error.message, fields: error.fields, values }
      if (isOverloaded(error)) return { status: 'refused', code: 'BUSY', message: BUSY, fields: {}, values }
      const reference = newReference()
      log.error({ err: error, reference }, 'unexpected failure in an action')
      return {
        status: 'refused',
        code: 'UNEXPECTED',
        message: `Une erreur inattendue est survenue : rien n’a été enregistré. Réessayez ; si cela continue, donnez-nous la référence ${reference}.`,
        fields: {},
        values,
      }
    }
    for (const path of definition.refresh?.(value, input) ?? []) revalidatePath(path)
    const address = definition.redirectTo?.(value, input)
    if (address) redirect(address)
    return { status: 'done', value }
  }
}

/**
 * Who acts. Without a session a page leads to the login; a form stays as it is, for what was typed would be lost.
 *
 * @throws Refusal SESSION_ENDED
 */
async function actorOf<Who>({ actor }: { actor: () => Promise<Who> }): Promise<Who> {
  try {
    return await actor()
  } catch (error) {
    if ((await getActor()) === null) throw new Refusal('SESSION_ENDED', SESSION_ENDED)
    throw error
  }
}

/** Without null characters: no keyboard types them, and PostgreSQL refuses them in a text. */
const storable = (value: FormDataEntryValue | null) =>
  typeof value === 'string' ? value.replaceAll('\0', '') : value

function formInput(form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const key of new Set(form.keys())) {
    if (key.startsWith('$ACTION')) continue
    if (key.endsWith('[]')) input[key.slice(0, -2)] = form.getAll(key).map(storable)
    else input[key] = storable(form.get(key))
  }
  return input
}

function invalid<Value>(error: z.ZodError, values: FormValues): ActionState<Value> {
  const fields: Record<string, string> = {}
  // Where a schema has no words of its own, our form lets nothing wrong through: a hidden field, a list's choice.
  const ours = error.issues.filter(({ message }) => message !== PAGE_EXPIRED)
  for (const issue of ours) fields[issue.path.join('.')] ??= issue.message
  const count = Object.keys(fields).length
  const toCorrect = count > 1 ? `${count} champs sont à corriger.` : ONE_FIELD
  const message = ours.length < error.issues.length ? PAGE_EXPIRED : toCorrect
  return { status: 'refused', code: 'INVALID', message, fields, values }
}
