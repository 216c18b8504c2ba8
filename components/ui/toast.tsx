'use client'

import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { currentToast, hideToast, showToast, subscribeToToast, type ToastMessage } from './toast-store'

const READING_MS = 6_000
// A message with a way back stays longer: the way back also exists on the page itself.
const ACTING_MS = 20_000

/**
 * Where the toasts appear, once in each shell. It is there before its content, so that screen readers say
 * it. The time stops while the pointer or the focus is on it.
 */
export function ToastRegion() {
  const toast = useSyncExternalStore(subscribeToToast, currentToast, () => null)
  const [held, setHeld] = useState(false)

  useEffect(() => {
    if (!toast || held) return
    const timer = setTimeout(hideToast, toast.action ? ACTING_MS : READING_MS)
    return () => clearTimeout(timer)
  }, [toast, held])

  const Icon = toast?.tone === 'danger' ? CircleAlert : CircleCheck
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-24 z-40 flex justify-center lg:bottom-8 print:hidden"
    >
      {toast && (
        <div
          key={toast.id}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          className="appear on-ink pointer-events-auto flex max-w-form items-center gap-2.5 rounded-card border border-transparent py-1.5 pl-4 pr-1.5 shadow-float"
        >
          <Icon className={toast.tone === 'danger' ? 'text-sun' : undefined} />
          <p className="min-w-0 flex-1 py-2 text-note">{toast.message}</p>
          {toast.action && (
            <button
              type="button"
              className="pressable min-h-target rounded-control px-2 font-semibold text-sun underline underline-offset-4"
              onClick={() => {
                const { run } = toast.action!
                hideToast()
                void run()
              }}
            >
              {toast.action.label}
            </button>
          )}
          <button
            type="button"
            aria-label="Fermer le message"
            className="pressable flex size-11 shrink-0 items-center justify-center rounded-control"
            onClick={hideToast}
          >
            <X />
          </button>
        </div>
      )}
    </div>
  )
}

/** Shows a message when it is rendered: for what a page learns from the server (after a redirection). */
export function ToastOnArrival({ message, tone }: Pick<ToastMessage, 'message' | 'tone'>) {
  useEffect(() => showToast({ message, tone }), [message, tone])
  return null
}
