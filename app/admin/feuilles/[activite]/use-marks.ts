import { startTransition, useEffect, useOptimistic, useRef, useState } from 'react'
import { attempt } from '@/components/form/attempt'
import { showToast } from '@/components/ui/toast-store'
import { useReadAgain } from '@/components/ui/use-read-again'
import type { ActionState } from '@/lib/core/action-state'
import type { SheetKey } from '@/lib/planning/attendance-sql'
import type { Mark, MarkedChild, MarkOutcome } from '@/lib/planning/operations/mark-attendance'
import { markTarget, type OnSheet } from '@/lib/planning/rules/attendance'

export type MarkAction = (
  previous: ActionState<MarkOutcome>,
  form: FormData,
) => Promise<ActionState<MarkOutcome>>

/** The value of a mark's button (lib/planning/schema.ts). */
export const markValue = ({ action, seen, childId }: Mark) => `${action} ${seen} ${childId}`

const UNANSWERED =
  'Le portail n’a pas répondu. Quand la connexion revient, la feuille est relue : regardez si c’est fait.'

/** How long after the last tap the sheet is read again, for what other agents did. */
const CALM = 1500

type Marked = OnSheet & { childId: string }

/**
 * The children of a sheet as the taps leave them. A tap shows at once; the server's answer takes its place: the same, or
 * the truth, with the reason in a toast.
 */
export function useMarks<Child extends Marked>(key: SheetKey, read: readonly Child[], send: MarkAction) {
  const readSheet = useReadAgain()
  const [known, setKnown] = useState({ read, answers: new Map<string, OnSheet>() })
  // What was read anew holds the answers.
  if (known.read !== read) setKnown({ read, answers: new Map() })
  const base = read.map((child) => ({ ...child, ...known.answers.get(child.childId) }))
  const [shown, foresee] = useOptimistic(base, (current, marks: readonly Mark[]) => {
    const asked = new Map(marks.map((mark) => [mark.childId, mark]))
    return current.map((child) => ({ ...child, ...foreseen(child, asked.get(child.childId)) }))
  })
  const calm = useRef<ReturnType<typeof setTimeout>>(undefined)

  function readAgain(after: number) {
    clearTimeout(calm.current)
    calm.current = setTimeout(() => void readSheet(), after)
  }

  useEffect(() => {
    const onReturn = () => {
      if (document.visibilityState === 'visible') void readSheet()
    }
    document.addEventListener('visibilitychange', onReturn)
    return () => {
      document.removeEventListener('visibilitychange', onReturn)
      clearTimeout(calm.current)
    }
  }, [readSheet])

  function act(marks: readonly Mark[]): void {
    if (marks.length === 0) return
    const form = new FormData()
    form.set('activityId', String(key.activityId))
    form.set('day', key.day)
    for (const mark of marks) form.append('marks[]', markValue(mark))
    startTransition(async () => {
      foresee(marks)
      const result = await attempt(send, form, UNANSWERED)
      readAgain(result.status === 'done' ? CALM : 0)
      if (result.status !== 'done') {
        showToast({ message: result.message, tone: 'danger' })
        return
      }
      const { children, message, left } = result.value
      startTransition(() =>
        setKnown(({ read: latest, answers }) => ({ read: latest, answers: withAnswers(answers, children) })),
      )
      const back = children.flatMap((child) => wayBack(child, marks))
      showToast({
        message: [message, ...left].join(' '),
        tone: left.length > 0 ? 'danger' : undefined,
        action: back.length > 0 ? { label: 'Annuler', run: () => act(back) } : undefined,
      })
    })
  }

  return { shown, act }
}

function foreseen(child: Marked, mark: Mark | undefined): OnSheet {
  const { state, before } = child
  const to = mark && markTarget({ state, before }, mark.action)
  if (!to) return { state, before }
  if (to !== 'PRESENT' && to !== 'NO_SHOW') return { state: to, before: null }
  return { state: to, before: state === 'PRESENT' || state === 'NO_SHOW' ? before : state }
}

function withAnswers(answers: ReadonlyMap<string, OnSheet>, children: readonly MarkedChild[]) {
  const all = new Map(answers)
  for (const { childId, state, before } of children) all.set(childId, { state, before })
  return all
}

/** The tap that takes a tap back. */
function wayBack({ childId, state }: MarkedChild, marks: readonly Mark[]): Mark[] {
  const mark = marks.find((one) => one.childId === childId)
  if (!mark || mark.seen === state) return []
  const action =
    mark.seen === 'PRESENT' ? 'MARK_PRESENT' : mark.seen === 'NO_SHOW' ? 'MARK_MISSING' : 'UNMARK'
  return [{ childId, action, seen: state }]
}
