import { ChevronRight, Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'

type PersonCardProps = { href: string; disc: ReactNode; name: string; detail: string; waiting: number }

/** A person of the family, and whether something waits: the way to their dossier. */
export function PersonCard({ href, disc, name, detail, waiting }: PersonCardProps) {
  return (
    <li>
      <Link
        href={href}
        className="pressable flex items-center gap-4 rounded-card border border-line bg-card p-4 hover:bg-sand"
      >
        {disc}
        <span className="min-w-0 flex-1">
          <span className="heading block text-lg">{name}</span>
          <span className="block text-note text-muted">{detail}</span>
          {waiting > 0 && (
            <Tag tone="warning" icon={Hourglass} className="mt-1.5">
              {waiting > 1 ? `${waiting} modifications en attente` : '1 modification en attente'}
            </Tag>
          )}
        </span>
        <ChevronRight className="text-muted" />
      </Link>
    </li>
  )
}
