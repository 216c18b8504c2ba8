'use client'

import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'

/** The search of a family at the top of the agents' screens; « / » leads to it unless `shortcut` is off. */
export function FamilySearch({ action, shortcut = true }: { action: string; shortcut?: boolean }) {
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (!shortcut) return
    function onKeyDown(event: KeyboardEvent) {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches('input, textarea, select, [contenteditable]')
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [shortcut])

  return (
    <form action={action} role="search" className="relative w-72">
      <Search className="pointer-events-none absolute left-3 top-1/2 -translate-y-1/2 text-muted" />
      <input
        ref={input}
        type="search"
        name="q"
        aria-label="Rechercher une famille"
        placeholder="Rechercher une famille"
        aria-keyshortcuts={shortcut ? '/' : undefined}
        className="min-h-target w-full rounded-control border border-control bg-card pl-10 pr-12 text-note placeholder:text-muted"
      />
      {shortcut && (
        <kbd
          aria-hidden
          className="pointer-events-none absolute right-3 top-1/2 -translate-y-1/2 rounded-tag border border-line bg-paper px-2 font-sans text-sm text-muted"
        >
          /
        </kbd>
      )}
    </form>
  )
}
