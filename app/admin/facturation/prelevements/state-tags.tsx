import {
  Ban,
  CircleCheck,
  CircleHelp,
  FileCheck,
  Hourglass,
  Landmark,
  Send,
  TriangleAlert,
  Undo2,
} from 'lucide-react'
import { Tag } from '@/components/ui/tag'
import { BATCH_STATE_WORDS, DEBIT_STATE_WORDS, OUTCOME_WORDS } from '@/lib/sepa/messages'

const BATCH_LOOKS = {
  PREPARED: { tone: 'waiting', icon: Hourglass },
  FILED: { tone: 'warning', icon: FileCheck },
  SENT: { tone: 'success', icon: Send },
  CANCELLED: { tone: 'neutral', icon: Ban },
} as const

/** Where a batch of debits stands. */
export function BatchTag({ state }: { state: keyof typeof BATCH_LOOKS }) {
  return <Tag {...BATCH_LOOKS[state]}>{BATCH_STATE_WORDS[state]}</Tag>
}

const DEBIT_LOOKS = {
  ANNOUNCED: { tone: 'waiting', icon: Landmark },
  COLLECTED: { tone: 'success', icon: CircleCheck },
  REJECTED: { tone: 'danger', icon: Undo2 },
  RETURNED: { tone: 'danger', icon: Undo2 },
  CANCELLED: { tone: 'neutral', icon: Ban },
} as const

/** What became of a debit. */
export function DebitTag({ state }: { state: keyof typeof DEBIT_LOOKS }) {
  return <Tag {...DEBIT_LOOKS[state]}>{DEBIT_STATE_WORDS[state]}</Tag>
}

const OUTCOME_LOOKS = {
  REJECTED: { tone: 'warning', icon: Undo2 },
  RETURNED: { tone: 'warning', icon: Undo2 },
  ALREADY: { tone: 'neutral', icon: CircleCheck },
  DIFFERENT: { tone: 'danger', icon: TriangleAlert },
  UNKNOWN: { tone: 'neutral', icon: CircleHelp },
  BATCH_REFUSED: { tone: 'danger', icon: TriangleAlert },
} as const

/** What followed from a line of a file of the bank. */
export function OutcomeTag({ outcome }: { outcome: keyof typeof OUTCOME_LOOKS }) {
  return <Tag {...OUTCOME_LOOKS[outcome]}>{OUTCOME_WORDS[outcome].word}</Tag>
}
