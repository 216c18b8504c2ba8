'use client'

import { LoaderCircle, Printer } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, type SubmitEvent } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import type { ButtonLook } from '@/components/ui/button-look'
import { ProgressBar } from '@/components/ui/progress-bar'
import { showToast } from '@/components/ui/toast-store'
import type { LettersTarget } from '@/lib/subscription/schema'

type PrintLettersProps = Pick<ButtonLook, 'variant' | 'size'> & {
  /** Whose letters. */
  target: LettersTarget
  label: string
  /** Read out in place of the label, when several buttons of a page say the same. */
  accessibleLabel?: string
  /** How many letters to expect. */
  count: number
}

/** How a page of the PDF begins, in its bytes. */
const PAGE = '/Type /Page\n'

/** Reads the PDF of a response while it is made, and tells how many pages have arrived. */
async function readLetters(response: Response, onPages: (pages: number) => void): Promise<Blob> {
  const parts: BlobPart[] = []
  const decoder = new TextDecoder('latin1')
  const reader = response.body!.getReader()
  let pages = 0
  let tail = ''
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value)
    const text = tail + decoder.decode(read.value, { stream: true })
    pages += text.split(PAGE).length - 1
    // The mark may be cut in two by the end of a chunk.
    tail = text.slice(-(PAGE.length - 1))
    onPages(pages)
  }
  return new Blob(parts, { type: 'application/pdf' })
}

/** Puts a file among the browser's downloads, under the name that its response gives. */
function download(file: Blob, response: Response): void {
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name ?? 'courriers.pdf'
  link.click()
  URL.revokeObjectURL(address)
}

/** Makes new codes and downloads their letters. Without scripts, the form itself gets the file. */
export function PrintLetters({ target, label, accessibleLabel, count, variant, size }: PrintLettersProps) {
  const router = useRouter()
  const [state, setState] = useState<'idle' | 'printing' | 'failed'>('idle')
  const [pages, setPages] = useState(0)
  const printing = state === 'printing'

  async function print(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (printing) return
    const { action, method } = event.currentTarget
    const body = new URLSearchParams(target)
    setState('printing')
    setPages(0)
    try {
      const response = await fetch(action, { method, body })
      if (!response.ok || !response.headers.get('content-type')?.startsWith('application/pdf'))
        throw new Error(`letters: ${response.status}`)
      download(await readLetters(response, setPages), response)
      const letters = Number(response.headers.get('x-letters'))
      const made = `${letters.toLocaleString('fr-FR')} courriers sont`
      showToast({ message: `${letters > 1 ? made : 'Le courrier est'} dans vos téléchargements.` })
      setState('idle')
      router.refresh()
    } catch {
      setState('failed')
    }
  }

  return (
    <form
      action="/admin/codes/lettres"
      method="post"
      onSubmit={print}
      className="flex flex-col items-start gap-3"
    >
      {Object.entries(target).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button
        type="submit"
        {...{ variant, size }}
        aria-label={accessibleLabel}
        aria-disabled={printing || undefined}
      >
        {printing ? <LoaderCircle className="animate-spin" /> : <Printer />} {label}
      </Button>
      {printing && count > 1 && (
        <div className="w-full max-w-form">
          <p role="status" className="mb-1.5 text-note">
            Préparation de {count.toLocaleString('fr-FR')} courriers…
          </p>
          <ProgressBar value={Math.min(pages, count)} max={count} label="Courriers préparés" />
        </div>
      )}
      {state === 'failed' && (
        <Alert tone="danger" live title="Les courriers n’ont pas pu être préparés.">
          Rechargez la page et recommencez : les nouveaux codes remplaceront ceux de cet essai.
        </Alert>
      )}
    </form>
  )
}
