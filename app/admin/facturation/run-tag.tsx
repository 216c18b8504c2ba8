import { CircleCheck, CircleX, Hourglass, SearchCheck } from 'lucide-react'
import { Tag } from '@/components/ui/tag'
import { BILLING_STATE_WORDS } from '@/lib/billing/messages'

const LOOKS = {
  PREPARING: { tone: 'waiting', icon: Hourglass },
  READY: { tone: 'warning', icon: SearchCheck },
  FAILED: { tone: 'danger', icon: CircleX },
  ISSUED: { tone: 'success', icon: CircleCheck },
} as const

/** Where the billing of a month stands. */
export function RunTag({ state }: { state: keyof typeof LOOKS }) {
  return <Tag {...LOOKS[state]}>{BILLING_STATE_WORDS[state]}</Tag>
}
