'use client'

import { useEffect, useRef, type ReactNode } from 'react'

/** The title of a step that takes the place of the one before: it takes the focus, and the top of the screen. */
export function StepTitle({ children }: { children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    title.current?.focus()
  }, [])
  return (
    <h2 ref={title} tabIndex={-1} className="mb-3 scroll-mt-4 text-xl">
      {children}
    </h2>
  )
}
