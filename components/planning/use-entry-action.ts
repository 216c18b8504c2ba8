import { startTransition, useOptimistic } from 'react'
import { attempt } from '@/components/form/attempt'
import { showToast } from '@/components/ui/toast-store'
import { useReadAgain } from '@/components/ui/use-read-again'
import type { ActionState } from '@/lib/core/action-state'
import type { GridActivity, GridChild, GridEntry } from '@/lib/planning/rules/grid'
import type { EntryState, ParentAction } from '@/lib/planning/rules/states'
import { entryKey } from './entry-link'

/** What the server says of a click; `undo` is the action that takes it back, while the rules allow it. */
export type EntryResult = {
  state: EntryState
  message: string
  number: number | null
  undo: ParentAction | null
}

export type EntryServerAction = (
  previous: ActionState<EntryResult>,
  form: FormData,
) => Promise<ActionState<EntryResult>>

type Click = {
  entry: GridEntry
  child: GridChild
  activity: GridActivity
  action: ParentAction
  to: EntryState
}

/**
 * Asks the server for a change of an entry. The entry shows its new state at once; the server's answer takes its
 * place: the same, or the truth with the reason in a toast.
 *
 * @returns the entries as they show, and the function that a button calls
 */
export function useEntryAction(entries: readonly GridEntry[], send: EntryServerAction) {
  const readAgain = useReadAgain()
  const [shown, foresee] = useOptimistic(entries, (current, { entry, to }: Click) =>
    current.map((one) => (entryKey(one) === entryKey(entry) ? { ...one, state: to } : one)),
  )

  function act(click: Click): void {
    const { entry, child, activity, action } = click
    const form = new FormData()
    form.set('childId', child.id)
    form.set('activityId', String(activity.id))
    form.set('day', entry.day)
    form.set('seen', entry.state)
    form.set('action', action)
    startTransition(async () => {
      foresee(click)
      const result = await attempt(send, form, UNANSWERED)
      if (result.status !== 'done') {
        showToast({ message: result.message, tone: 'danger' })
        void readAgain()
        return
      }
      const { message, state, undo } = result.value
      const back = undo && {
        label: 'Annuler',
        run: () => act({ ...click, entry: { ...entry, state }, action: undo, to: entry.state }),
      }
      showToast({ message, action: back ?? undefined })
    })
  }

  return { shown, act }
}

/** The request may have arrived: the planning is read again, and tells. */
const UNANSWERED = 'Le portail n’a pas répondu. Vérifiez sur le planning si c’est fait, puis réessayez.'
