import type { Metadata } from 'next'
import { connection } from 'next/server'
import { MissingPage } from '@/components/layout/missing-page'
import { MAIN_ID } from '@/components/layout/skip-link'

export const metadata: Metadata = { title: 'Page introuvable' }

/** Where no frame could be made. Every page carries this one along: it is kept small. */
export default async function NotFoundPage() {
  // Made at build time, it would carry no nonce, and its scripts would be refused.
  await connection()
  return (
    <main id={MAIN_ID}>
      <MissingPage />
    </main>
  )
}
