import type { LucideIcon } from 'lucide-react'
import Link from 'next/link'

type FloatingActionProps = {
  href: string
  icon: LucideIcon
  label: string
  /** On a phone: « Demande » for « Demande sur une période ». The whole label is what is read out. */
  shortLabel?: string
}

/** The one action of a screen, at its bottom right. */
export function FloatingAction({ href, icon: Icon, label, shortLabel }: FloatingActionProps) {
  return (
    <Link
      href={href}
      aria-label={shortLabel ? label : undefined}
      className="pressable min-h-13 fixed bottom-[calc(5.25rem+env(safe-area-inset-bottom))] right-4 z-20 flex items-center gap-2.5 rounded-card border border-transparent bg-sun px-5 font-bold text-ink shadow-float hover:bg-sun-hover lg:bottom-7 lg:right-8 print:hidden [@media(max-height:26rem)]:static"
    >
      <Icon className="size-5" />
      {shortLabel ? (
        <>
          <span className="lg:hidden">{shortLabel}</span>
          <span className="hidden lg:inline">{label}</span>
        </>
      ) : (
        label
      )}
    </Link>
  )
}
