import type { ReactNode } from 'react'
import { getActor } from '@/lib/core/actor'

/** The width and the margins of the public pages other than the home page. A parent's frame has its own. */
export default async function PagesLayout({ children }: { children: ReactNode }) {
  const actor = await getActor()
  if (actor?.kind === 'parent') return children
  return <div className="mx-auto max-w-page px-4 pb-12 lg:px-8 lg:pt-8">{children}</div>
}
