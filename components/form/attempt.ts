import { unstable_rethrow } from 'next/navigation'
import { IDLE, OFFLINE, type ActionState } from '@/lib/core/action-state'

type Send<Value> = (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>>

/**
 * Calls an action of `createAction` without a form of its own: its answer, or a refusal in words, also when the server
 * can't be reached. `unanswered` says where to look whether it was done all the same.
 */
export async function attempt<Value>(send: Send<Value>, form: FormData, unanswered: string) {
  const lost = { status: 'refused', message: unanswered } as const
  if (!navigator.onLine) return { status: 'refused', message: OFFLINE } as const
  try {
    const result = await send(IDLE, form)
    return result.status === 'idle' ? lost : result
  } catch (error) {
    unstable_rethrow(error)
    return lost
  }
}
