import { Ban, CircleCheck, CircleX, Hourglass, ListOrdered, Undo2, type LucideIcon } from 'lucide-react'
import { Tag, type TagTone } from '@/components/ui/tag'
import { REQUEST_STATE_WORDS } from '@/lib/planning/messages'
import type { RequestState } from '@/lib/planning/rules/states'

const LOOKS: Record<RequestState, { tone: TagTone; icon: LucideIcon }> = {
  PENDING: { tone: 'warning', icon: Hourglass },
  WAITING: { tone: 'warning', icon: ListOrdered },
  ACCEPTED: { tone: 'success', icon: CircleCheck },
  REFUSED: { tone: 'danger', icon: CircleX },
  WITHDRAWN: { tone: 'neutral', icon: Undo2 },
  CANCELLED: { tone: 'neutral', icon: Ban },
}

/** The state of a request, in a word with its icon. */
export function RequestStateTag({ state }: { state: RequestState }) {
  return <Tag {...LOOKS[state]}>{REQUEST_STATE_WORDS[state]}</Tag>
}
