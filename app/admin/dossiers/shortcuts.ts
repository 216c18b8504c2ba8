'use client'

import { useEffect, useSyncExternalStore } from 'react'

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
export function useShortcutsSwitch(): [boolean, (on: boolean) => void] {
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

/** Calls what a key stands for, unless something is being typed or a modifier is held. */
export function useShortcuts(enabled: boolean, actions: Record<string, () => void>): void {
  useEffect(() => {
    if (!enabled) return
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null
      const modified = event.ctrlKey || event.metaKey || event.altKey
      // The arrows already choose between the radios that have the focus.
      const choosing = event.key.startsWith('Arrow') && target?.matches('input')
      const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!action || modified || choosing || target?.matches(TYPING)) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [enabled, actions])
}
