'use client'

import { MAIN_ID } from '@/components/layout/skip-link'
import { ServerProblem, type ProblemProps } from './server-problem'

/** In place of a page whose making failed. */
export default function ErrorPage(props: ProblemProps) {
  return (
    <main id={MAIN_ID}>
      <ServerProblem {...props} />
    </main>
  )
}
