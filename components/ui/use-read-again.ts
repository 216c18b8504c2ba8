'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useCallback, useEffect, useRef } from 'react'

/**
 * A function that reads the page again if the portal answers: a reading that fails would put the browser's own error page in
 * its place. What could not be read is read when the connection is back.
 */
export function useReadAgain(): () => Promise<void> {
  const router = useRouter()
  const isMissed = useRef(false)
  const readAgain = useCallback(async () => {
    isMissed.current = !(await answers())
    if (!isMissed.current) startTransition(() => router.refresh())
  }, [router])
  useEffect(() => {
    const onBack = () => {
      if (isMissed.current) void readAgain()
    }
    window.addEventListener('online', onBack)
    return () => window.removeEventListener('online', onBack)
  }, [readAgain])
  return readAgain
}

async function answers(): Promise<boolean> {
  if (!navigator.onLine) return false
  try {
    return (await fetch('/api/sante', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}
