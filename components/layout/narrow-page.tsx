import type { ReactNode } from 'react'

type NarrowPageProps = { title: string; subtitle?: string; children: ReactNode }

/** A public page around one form or one message, at the width of a form. */
export function NarrowPage({ title, subtitle, children }: NarrowPageProps) {
  return (
    <div className="mx-auto flex max-w-form flex-col gap-6 pt-6 lg:pt-4">
      <div className="flex flex-col gap-2">
        <h1 className="text-2xl lg:text-3xl">{title}</h1>
        {subtitle && <p className="text-muted">{subtitle}</p>}
      </div>
      {children}
    </div>
  )
}
