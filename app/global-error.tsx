'use client'

import { fontVariables } from './fonts'
import './globals.css'
import { ServerProblem, type ProblemProps } from './server-problem'

/** In place of everything, when even the frame of the pages failed: the database does not answer. */
export default function GlobalErrorPage(props: ProblemProps) {
  return (
    <html lang="fr" className={fontVariables}>
      <body>
        <title>Problème technique</title>
        <main>
          <ServerProblem {...props} />
        </main>
      </body>
    </html>
  )
}
