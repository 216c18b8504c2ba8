'use client'

import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { classes } from '../ui/classes'
import { fieldId } from './field'

type ErrorSummaryProps = {
  /** The errors by field name; those that are absent or empty do not count. */
  errors?: Record<string, string | undefined>
  /** An error of the whole form, that no field explains. */
  message?: string
  /** The identifier of a field's control, when it is not the usual one. */
  idOf?: (name: string) => string
  className?: string
}

/**
 * What stopped the form, above its fields: takes the focus when it appears or changes, and leads to each
 * field. Shows nothing without an error.
 */
export function ErrorSummary({ errors = {}, message, idOf = fieldId, className }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  const wrong = Object.entries(errors).filter(([, error]) => error)
  const signature = JSON.stringify([wrong, message])
  const shown = wrong.length > 0 || Boolean(message)

  useEffect(() => {
    if (shown) box.current?.focus()
  }, [shown, signature])

  if (!shown) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className={classes(
        'flex gap-2.5 rounded-control border border-danger bg-danger-soft px-3.5 py-3 text-danger',
        className,
      )}
    >
      <CircleAlert className="mt-0.5" />
      <div>
        {message && <p className="font-semibold">{message}</p>}
        {wrong.length > 0 && !message && (
          <p className="font-semibold">
            {wrong.length === 1
              ? 'Une réponse est à corriger :'
              : `${wrong.length} réponses sont à corriger :`}
          </p>
        )}
        {wrong.length > 0 && (
          <ul className="mt-1 list-disc space-y-1 pl-5">
            {wrong.map(([name, error]) => (
              <li key={name}>
                <a href={`#${idOf(name)}`} className="underline underline-offset-2">
                  {error}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
