'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { typedText, type ActionState } from '@/lib/core/action-state'
import type { Values } from '@/lib/dossier/fields'
import { parseValues, SHOWN_FIELD } from '@/lib/dossier/schema'

/**
 * The values that the person has seen, to send with what they type: those that the form showed first, and of what moved
 * meanwhile those that the refusal MOVED named, which are read again. The others stay as they were shown, or what was
 * left alone would look changed; without scripts too, since what was sent comes back.
 *
 * @param shown what stands when the page is rendered
 * @param units what moves as one: a refusal names its first field
 */
export function useSeenValues(
  shown: Values,
  units: readonly { fields: readonly { name: string }[] }[],
  state: ActionState<unknown>,
): Values {
  const router = useRouter()
  const [first] = useState(shown)
  useEffect(() => {
    if (state.status === 'refused' && state.code === 'MOVED') router.refresh()
  }, [state, router])
  if (state.status !== 'refused') return first
  const moved = state.code === 'MOVED' ? units.filter(({ fields }) => fields[0]!.name in state.fields) : []
  return {
    ...(parseValues(typedText(state, SHOWN_FIELD)) ?? first),
    ...Object.fromEntries(
      moved.flatMap(({ fields }) => fields.map(({ name }) => [name, shown[name] ?? null])),
    ),
  }
}
