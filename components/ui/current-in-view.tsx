'use client'

import { useEffect, useRef } from 'react'

/** Brings the current link of the row it stands in to the middle of it, where the row scrolls; `current` says which. */
export function CurrentInView({ current }: { current: string | undefined }) {
  const mark = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const row = mark.current?.parentElement
    const link = row?.querySelector('[aria-current="page"]')
    if (!row || !link) return
    // Not scrollIntoView, which would move the page too.
    const [outer, inner] = [row.getBoundingClientRect(), link.getBoundingClientRect()]
    row.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2)
  }, [current])

  return <span ref={mark} hidden />
}
