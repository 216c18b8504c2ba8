import type { ReactNode } from 'react'
import { Footer } from '@/components/layout/footer'
import { PublicHeader } from '@/components/layout/public-header'
import { MAIN_ID, SkipLink } from '@/components/layout/skip-link'
import { getAuthority } from '@/lib/authority/queries'
import { getActor } from '@/lib/core/actor'
import { CitizenFrame } from '../(citoyen)/citizen-frame'

/** The public pages. A parent who is logged in keeps their menu there. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  const [actor, authority] = await Promise.all([getActor(), getAuthority()])
  if (actor?.kind === 'parent') return <CitizenFrame parent={actor}>{children}</CitizenFrame>
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <PublicHeader
        authority={{ name: authority.name }}
        person={actor && { name: `${actor.firstName} ${actor.lastName}`, href: '/admin' }}
      />
      <main id={MAIN_ID} tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <Footer authority={authority} />
    </div>
  )
}
