'use client'

import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'

type DialogProps = {
  open: boolean
  /** Escape, the cross, a press outside: the caller sets `open` to false. */
  onClose: () => void
  title: ReactNode
  /** Under the title, muted. */
  subtitle?: ReactNode
  /** Left of the title: the child's disc. */
  mark?: ReactNode
  /** The buttons, at the foot. */
  footer?: ReactNode
  children?: ReactNode
}

/** The longest time between the two halves of a double click, in milliseconds. */
const DOUBLE_CLICK = 600

/**
 * The browser's own modal dialog, a sheet at the foot of the screen on a phone. The browser keeps the focus
 * inside, closes on Escape and returns the focus to what had it.
 */
export function Dialog({ open, onClose, title, subtitle, mark, footer, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const openedAt = useRef(0)

  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (open && !element.open) {
      element.showModal()
      openedAt.current = performance.now()
    }
    if (!open && element.open) element.close()
  }, [open])

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClickCapture={(event) => {
        // The second half of the double click that opened it: it would close the dialog, or press a button unread.
        if (event.detail > 1 && event.timeStamp - openedAt.current < DOUBLE_CLICK) event.stopPropagation()
      }}
      onClick={(event) => {
        // The dialog has no padding of its own: a press on the element itself is one on its backdrop.
        if (event.target === event.currentTarget) event.currentTarget.close()
      }}
      className="appear mx-auto mb-0 mt-auto max-h-[90dvh] w-full max-w-none overflow-y-auto rounded-t-sheet border border-line bg-card text-ink shadow-float sm:my-auto sm:max-w-form sm:rounded-card"
    >
      <div className="flex flex-col gap-4 p-5">
        <div className="flex items-start gap-3">
          {mark}
          <div className="min-w-0 flex-1">
            <h2 id={titleId} className="text-xl">
              {title}
            </h2>
            {subtitle && <p className="text-muted">{subtitle}</p>}
          </div>
          <button
            type="button"
            aria-label="Fermer"
            className="-mr-2 -mt-2 flex size-11 shrink-0 items-center justify-center rounded-control text-muted hover:bg-sand hover:text-ink"
            onClick={() => dialog.current?.close()}
          >
            <X />
          </button>
        </div>
        {open && children}
        {open && footer && <div className="flex flex-wrap gap-2.5 pt-1">{footer}</div>}
      </div>
    </dialog>
  )
}
