import { Pencil } from 'lucide-react'
import { LinkButton } from '@/components/ui/button'

/** « Modifier » at the top of a person's card. */
export function EditLink({ href, name }: { href: string; name: string }) {
  return (
    <LinkButton href={href} variant="quiet" size="sm">
      <Pencil aria-hidden /> Modifier<span className="sr-only"> {name}</span>
    </LinkButton>
  )
}
