import 'server-only'
import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { brandPalette } from '../../core/colour'
import { env } from '../../core/env'
import { log } from '../../core/log'
import type { IssuedCode } from '../operations/issue-codes'
import { drawLetter, type LetterHead } from './letter'
import { Paper } from './paper'

/** Letters drawn between two turns of the event loop, so that other requests are answered meanwhile. */
const BATCH = 10

type Sender = Omit<LetterHead, 'palette' | 'portal' | 'at'> & { brandColour: string }

/** The letters of new codes as one tagged PDF, a page each, in the order given; it flows while it is drawn. */
export function lettersPdf(letters: IssuedCode[], { brandColour, ...sender }: Sender, at: Date): Readable {
  const title =
    letters.length === 1 ? 'Courrier du code abonné' : `Courriers des codes abonnés (${letters.length})`
  const paper = new Paper({ title, author: sender.name, createdAt: at })
  const head = {
    ...sender,
    palette: brandPalette(brandColour),
    portal: env.appUrl.replace(/^https?:\/\//, ''),
    at,
  }
  void drawAll(paper, letters, head).catch((error: unknown) => {
    log.error({ err: error }, 'letters could not be drawn')
    paper.stream.destroy(error instanceof Error ? error : new Error('letters could not be drawn'))
  })
  return paper.stream
}

async function drawAll(paper: Paper, letters: IssuedCode[], head: LetterHead): Promise<void> {
  for (const [i, letter] of letters.entries()) {
    if (i % BATCH === 0) await setImmediate()
    // The person left: nobody reads the rest.
    if (paper.stream.destroyed) return
    drawLetter(paper, letter, head)
  }
  paper.doc.end()
}
