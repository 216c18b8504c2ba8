'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'

/** What the page before has just done: takes the focus, so that it is read first. */
export function OutcomeAlert({ title, action }: { title: ReactNode; action?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} tabIndex={-1} className="mb-4 rounded-control">
      <Alert tone="success" live title={title} action={action} />
    </div>
  )
}
