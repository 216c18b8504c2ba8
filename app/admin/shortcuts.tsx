'use client'

import { Fragment, useLayoutEffect, useSyncExternalStore } from 'react'
import { Switch } from '@/components/ui/choice'

const STORAGE_KEY = 'raccourcis-dossiers'
const CHANGED = 'raccourcis-dossiers-change'

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener)
  window.addEventListener('storage', listener)
  return () => {
    window.removeEventListener(CHANGED, listener)
    window.removeEventListener('storage', listener)
  }
}

/** Whether the one-letter keys act, as the agent left it on this browser (RGAA 12.10). On at first. */
function useShortcutsSwitch(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(STORAGE_KEY) !== 'non',
    () => true,
  )
  const set = (next: boolean) => {
    localStorage.setItem(STORAGE_KEY, next ? 'oui' : 'non')
    window.dispatchEvent(new Event(CHANGED))
  }
  return [on, set]
}

const TYPING = 'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]'

/** Calls what a key stands for, unless they are switched off, something is being typed or a modifier is held. */
export function useShortcuts(actions: Record<string, () => void>): void {
  const [on] = useShortcutsSwitch()
  // Before the screen is painted: a key pressed on what has just appeared must find it.
  useLayoutEffect(() => {
    if (!on) return
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null
      const modified = event.ctrlKey || event.metaKey || event.altKey
      // The arrows already choose between the radios that have the focus, and move what scrolls.
      const taken = event.key.startsWith('Arrow') && target?.matches('input, [tabindex="0"]')
      const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!action || modified || taken || target?.matches(TYPING)) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [on, actions])
}

/** The words of the keys, as « A accepter », with the switch that turns them off; on a screen that has a keyboard. */
export function ShortcutsSwitch({ words }: { words: readonly (readonly [key: string, word: string])[] }) {
  const [on, setOn] = useShortcutsSwitch()
  return (
    <label className="hidden min-h-target items-center gap-2.5 text-note text-muted lg:flex">
      <Switch checked={on} onChange={({ target }) => setOn(target.checked)} />
      <span>
        <span className="sr-only">Raccourcis clavier : </span>
        {words.map(([key, word], n) => (
          <Fragment key={key}>
            {n > 0 && ' · '}
            <span className="whitespace-nowrap">
              <kbd className="font-sans font-bold">{key}</kbd> {word}
            </span>
          </Fragment>
        ))}
      </span>
    </label>
  )
}
