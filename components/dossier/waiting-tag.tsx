import { Hourglass } from 'lucide-react'
import { Tag } from '@/components/ui/tag'

/** Beside a label: what was asked of it waits; saving it again replaces the request. */
export function WaitingTag({ children }: { children: string }) {
  return (
    <Tag tone="warning" icon={Hourglass} className="align-middle font-normal">
      {children}
    </Tag>
  )
}
