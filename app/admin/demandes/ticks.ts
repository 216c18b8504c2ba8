import { useState } from 'react'
import { typedTexts, type ActionState } from '@/lib/core/action-state'
import type { QueuedDay } from '@/lib/planning/queries/request-queue'
import type { RequestLineView } from './request-line'

type Request = Pick<RequestLineView, 'id' | 'days'>

/** What is ticked in the queue: whole requests, and days of others. */
export type Ticks = {
  hasRequest: (request: Request) => boolean
  hasDay: (request: Request, one: QueuedDay) => boolean
  /** How many days of a request are ticked by themselves. */
  daysOf: (request: Request) => number
  tickRequest: (request: Request, on: boolean) => void
  tickDay: (request: Request, one: QueuedDay, on: boolean) => void
  tickAll: (requests: readonly Request[]) => void
}

/** The value of a day's box, as the action's form names it. */
export function dayValue({ id }: Request, { childId, activityId, day }: QueuedDay): string {
  return `${id} ${childId} ${activityId} ${day}`
}

/** Ticks come back with a refused form that was sent without JavaScript. A request is ticked whole or by its days. */
export function useTicks(state: ActionState<unknown>): Ticks {
  const [whole, setWhole] = useState<ReadonlySet<string>>(() => new Set(typedTexts(state, 'requestIds[]')))
  const [days, setDays] = useState<ReadonlySet<string>>(() => new Set(typedTexts(state, 'days[]')))
  const without = (id: string) => (text: string) => !text.startsWith(id)
  return {
    hasRequest: ({ id }) => whole.has(id),
    hasDay: (request, one) => days.has(dayValue(request, one)),
    daysOf: (request) =>
      whole.has(request.id) ? 0 : request.days.filter((one) => days.has(dayValue(request, one))).length,
    tickRequest: ({ id }, on) => {
      setWhole((before) => new Set([...before].filter(without(id)).concat(on ? [id] : [])))
      setDays((before) => new Set([...before].filter(without(id))))
    },
    tickDay: (request, one, on) => {
      const value = dayValue(request, one)
      setWhole((before) => new Set([...before].filter(without(request.id))))
      setDays((before) => new Set([...before].filter((text) => text !== value).concat(on ? [value] : [])))
    },
    tickAll: (requests) => {
      setWhole(new Set(requests.map(({ id }) => id)))
      setDays(new Set())
    },
  }
}

/**
 * What the days of each request keep once it and what is ticked before it are accepted, by position; null where places
 * are not limited.
 */
export function placesAfter(
  requests: readonly RequestLineView[],
  ticks: Pick<Ticks, 'hasRequest' | 'hasDay'>,
): (number | null)[][] {
  const taken = new Map<string, number>()
  const keyOf = ({ activityId, day }: QueuedDay) => `${activityId} ${day}`
  return requests.map((request) => {
    if (request.kind === 'ABSENCE') return request.days.map(() => null)
    const own = new Map<string, number>()
    for (const one of request.days) own.set(keyOf(one), (own.get(keyOf(one)) ?? 0) + 1)
    const after = request.days.map((one) =>
      one.free === null ? null : one.free - (taken.get(keyOf(one)) ?? 0) - own.get(keyOf(one))!,
    )
    for (const one of request.days)
      if (ticks.hasRequest(request) || ticks.hasDay(request, one))
        taken.set(keyOf(one), (taken.get(keyOf(one)) ?? 0) + 1)
    return after
  })
}
