import type { ComponentProps, ReactNode } from 'react'
import { Footer } from './footer'
import { PublicHeader } from './public-header'
import { MAIN_ID, SkipLink } from './skip-link'

type PublicShellProps = ComponentProps<typeof PublicHeader> &
  Pick<ComponentProps<typeof Footer>, 'accessibility'> & { children: ReactNode }

/**
 * The frame of the public pages. Its content spans the window: a page gives itself a width
 * (`mx-auto max-w-page px-4 lg:px-8`, or `max-w-form` for a form).
 */
export function PublicShell({ accessibility, children, ...header }: PublicShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <PublicHeader {...header} />
      <main id={MAIN_ID} tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <Footer authorityName={header.authority.name} accessibility={accessibility} />
    </div>
  )
}
