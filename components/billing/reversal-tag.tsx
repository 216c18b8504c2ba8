import { Undo2 } from 'lucide-react'
import { Tag } from '@/components/ui/tag'

/** Of a payment that was taken back, and of what takes it back; nothing of any other. */
export function ReversalTag({ payment }: { payment: { isReversed: boolean; isReversal: boolean } }) {
  if (!payment.isReversed && !payment.isReversal) return null
  return (
    <span className="block">
      <Tag tone="neutral" icon={Undo2}>
        {payment.isReversed ? 'Annulé ensuite' : 'Annulation'}
      </Tag>
    </span>
  )
}
