import { CircleCheck, Clock, Landmark, TriangleAlert, Undo2 } from 'lucide-react'
import { Tag } from '@/components/ui/tag'
import { INVOICE_STATE_WORDS } from '@/lib/billing/messages'
import type { InvoiceState } from '@/lib/billing/rules/invoice-state'

const LOOKS = {
  DUE: { tone: 'warning', icon: Clock },
  LATE: { tone: 'danger', icon: TriangleAlert },
  TRANSMITTED: { tone: 'danger', icon: Landmark },
  DEBITED: { tone: 'waiting', icon: Landmark },
  PAID: { tone: 'success', icon: CircleCheck },
  CREDIT: { tone: 'brand', icon: Undo2 },
} as const

/** What there is to do of an invoice, in a word with its icon. */
export function InvoiceStateTag({ state }: { state: InvoiceState }) {
  return <Tag {...LOOKS[state]}>{INVOICE_STATE_WORDS[state]}</Tag>
}
