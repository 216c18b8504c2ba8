'use client'

import { LoaderCircle } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { buttonLook, type ButtonLook } from './button-look'

type SubmitButtonProps = ButtonLook &
  ComponentProps<'button'> & {
    /** Read out and shown while the server works: « Réservation en cours… ». */
    pendingLabel?: string
    /** For a form sent by script (react-hook-form), whose pending state React does not know. */
    pending?: boolean
  }

/**
 * Sends its form. While the server works it stays focusable, says so, and lets no second sending through;
 * the icon takes the place of the text's start, so that the width changes only if the label does.
 */
export function SubmitButton({
  variant,
  size,
  block,
  className,
  pendingLabel,
  pending: pendingOutside,
  children,
  onClick,
  ...rest
}: SubmitButtonProps) {
  const status = useFormStatus()
  const pending = pendingOutside ?? status.pending
  // Of several buttons of a form, the one that was used turns; none sends it again.
  const own = !rest.name || !status.data || status.data.get(rest.name) === rest.value
  return (
    <button
      type="submit"
      className={buttonLook({ variant, size, block }, className)}
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault()
        else onClick?.(event)
      }}
      {...rest}
    >
      {pending && own && <LoaderCircle className="animate-spin" />}
      {pending && own && pendingLabel ? pendingLabel : children}
    </button>
  )
}
