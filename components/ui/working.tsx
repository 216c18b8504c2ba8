'use client'

import { useEffect } from 'react'
import { ProgressBar } from './progress-bar'
import { useReadAgain } from './use-read-again'

const PERIOD = 1_000

/** `words` say what is being done; `total` 0: not known yet. */
type WorkingProps = { title: string; words: string; progress: number; total: number }

/** The progress of a job, read again every second. Without scripts, a link reads it again. */
export function Working({ title, words, progress, total }: WorkingProps) {
  const readAgain = useReadAgain()
  useEffect(() => {
    const timer = setInterval(() => void readAgain(), PERIOD)
    return () => clearInterval(timer)
  }, [readAgain])
  return (
    <div className="rounded-card border border-line bg-card p-6">
      <h2 className="text-xl">{title}</h2>
      <p role="status" className="mb-3 mt-1 text-muted">
        {words}
        {total > 0 && (
          <span className="tabular-nums">
            {' '}
            : {progress.toLocaleString('fr-FR')} sur {total.toLocaleString('fr-FR')}
          </span>
        )}
      </p>
      <ProgressBar value={progress} max={Math.max(total, 1)} label={words} />
      <p className="mt-3 text-note text-muted">
        Vous pouvez quitter cette page : le travail continue, et son résultat vous attend ici.
      </p>
      <noscript>
        <a href="" className="mt-3 inline-flex min-h-target items-center text-brand-text underline">
          Actualiser
        </a>
      </noscript>
    </div>
  )
}
