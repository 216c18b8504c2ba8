import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'

type FormSectionProps = {
  title: string
  /** Closed where nothing is set; what is wrong opens it. */
  open: boolean
  /** What it says while it is closed. */
  closed: string
  children: ReactNode
}

/** A section of a long form, that opens and closes. */
export function FormSection({ title, open, closed, children }: FormSectionProps) {
  return (
    <details open={open} className="group rounded-card border border-line bg-card">
      <summary className="grid min-h-target grid-cols-[1fr_auto] items-center gap-x-3 rounded-card px-4 py-3 sm:px-6">
        <h2 className="text-lg">{title}</h2>
        <ChevronDown aria-hidden className="transition-transform group-open:rotate-180" />
        <span className="text-note text-muted group-open:hidden">{closed}</span>
      </summary>
      <div className="flex flex-col gap-5 px-4 pb-4 sm:px-6 sm:pb-6">{children}</div>
    </details>
  )
}
