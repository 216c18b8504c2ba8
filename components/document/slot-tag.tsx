import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  Hourglass,
  type LucideIcon,
} from 'lucide-react'
import { Tag, type TagTone } from '@/components/ui/tag'
import { SLOT_WORDS } from '@/lib/document/messages'
import type { SlotState } from '@/lib/document/rules/states'

const LOOK = {
  MISSING: { tone: 'warning', icon: CircleAlert },
  OPTIONAL: { tone: 'outline', icon: CircleDashed },
  PENDING: { tone: 'warning', icon: Hourglass },
  ACCEPTED: { tone: 'success', icon: CircleCheck },
  EXPIRING: { tone: 'warning', icon: Clock },
  EXPIRED: { tone: 'danger', icon: Clock },
  REFUSED: { tone: 'danger', icon: CircleX },
} as const satisfies Record<SlotState, { tone: TagTone; icon: LucideIcon }>

/** Where a document stands, in a word with its icon. */
export function SlotTag({ state }: { state: SlotState }) {
  const { tone, icon } = LOOK[state]
  return (
    <Tag tone={tone} icon={icon}>
      {SLOT_WORDS[state]}
    </Tag>
  )
}
