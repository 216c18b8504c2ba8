'use client'

import { Timer } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Button, LinkButton } from '../ui/button'

/** Seconds before the end at which it is told. */
const WARN_BEFORE = 5 * 60

/** A timer longer than 24 days fires at once; and another tab may prolong: asked again at least so often. */
const ASK_AT_LEAST_EVERY = 12 * 60 * 60

type SessionWarningProps = {
  /** Prolongs the session; answers for how many seconds, or null when it has ended. */
  prolong: () => Promise<number | null>
}

// An answer that does not come (network away) is asked for again later.
async function secondsLeft(): Promise<number | null> {
  try {
    const response = await fetch('/api/session')
    return ((await response.json()) as { secondes: number | null }).secondes
  } catch {
    return WARN_BEFORE + 60
  }
}

/** Tells a few minutes before the session ends for want of use, and prolongs it (WCAG 2.2.1). */
export function SessionWarning({ prolong }: SessionWarningProps) {
  const [notice, setNotice] = useState<'none' | 'soon' | 'ended'>('none')
  const [askIn, setAskIn] = useState(0)

  const learn = useCallback((left: number | null) => {
    if (left === null || left <= 0) return setNotice('ended')
    setNotice(left <= WARN_BEFORE ? 'soon' : 'none')
    // Past the warning, the next thing to learn is that it has ended.
    setAskIn(left <= WARN_BEFORE ? left + 1 : Math.min(left - WARN_BEFORE, ASK_AT_LEAST_EVERY))
  }, [])

  useEffect(() => {
    if (notice === 'ended') return
    const timer = setTimeout(() => void secondsLeft().then(learn), askIn * 1000)
    return () => clearTimeout(timer)
  }, [askIn, notice, learn])

  // Another tab may have ended the session, or opened it again.
  useEffect(() => {
    const ask = () => void secondsLeft().then(learn)
    window.addEventListener('focus', ask)
    return () => window.removeEventListener('focus', ask)
  }, [learn])

  if (notice === 'none') return null
  return (
    <div
      role="alert"
      className="fixed inset-x-4 bottom-4 z-40 mx-auto flex max-w-form flex-wrap items-center gap-x-4 gap-y-3 rounded-card border border-line bg-card p-4 shadow-float max-lg:bottom-20 print:hidden"
    >
      <Timer className="text-warning" />
      <p className="min-w-0 flex-1 basis-48">
        {notice === 'soon'
          ? 'Sans action de votre part, vous serez déconnecté dans moins de cinq minutes.'
          : 'Votre session est terminée. Ce qui n’était pas envoyé est encore sur cette page.'}
      </p>
      {notice === 'soon' ? (
        <Button onClick={() => void prolong().then(learn)}>Prolonger</Button>
      ) : (
        // In another tab: what was typed here stays.
        <LinkButton href="/connexion" target="_blank">
          Se reconnecter (nouvel onglet)
        </LinkButton>
      )}
    </div>
  )
}
