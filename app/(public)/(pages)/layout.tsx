import type { ReactNode } from 'react'
import { getActor } from '@/lib/core/actor'

/** The width and the margins of the public pages other than the home page. A parent's frame has its own. */
export default async function PagesLayout({ children }: { children: ReactNode }) {
  const actor = await getActor()
  if (actor?.kind === 'parent') return children
  // On a phone the coloured header of a page stands under a white one, not within its own colour: it needs air above.
  return (
    <div className="mx-auto max-w-page px-4 pb-12 lg:px-8 lg:pt-8 max-lg:[&_.on-brand-phone]:pt-4">
      {children}
    </div>
  )
}
