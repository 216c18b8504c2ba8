'use client'

import { Printer } from 'lucide-react'
import { Button } from '@/components/ui/button'

/** Prints the page; without scripts, the browser's own menu does. */
export function PrintButton() {
  return (
    <Button variant="secondary" onClick={() => window.print()} className="noscript:hidden">
      <Printer aria-hidden /> Imprimer
    </Button>
  )
}
