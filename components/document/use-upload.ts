'use client'

import { useRef, useState } from 'react'
import { OFFLINE } from '@/lib/core/action-state'

/** How an upload goes; `percent` reaches 100 when all has left and the server looks into it. */
export type UploadState =
  | { status: 'idle' }
  | { status: 'sending'; percent: number }
  | { status: 'refused'; message: string; file?: number }

type Answer = { to?: string; message?: string; file?: number }

type Upload = { address: string; form: FormData; interrupted: string; onDone: (to: string) => void }

const UNEXPECTED = 'Une erreur inattendue est survenue : rien n’a été enregistré. Réessayez dans un instant.'

/** Sends a form with files to a route, and follows it on its way (fetch does not tell how far it is). */
export function useUpload() {
  const [state, setState] = useState<UploadState>({ status: 'idle' })
  const running = useRef<XMLHttpRequest>(null)

  const send = ({ address, form, interrupted, onDone }: Upload) => {
    const refused = (message: string, file?: number) => setState({ status: 'refused', message, file })
    if (!navigator.onLine) return refused(OFFLINE)
    const request = new XMLHttpRequest()
    running.current = request
    setState({ status: 'sending', percent: 0 })
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) setState({ status: 'sending', percent: Math.floor((loaded / total) * 100) })
    }
    request.onload = () => {
      const answer = parse(request.responseText)
      if (answer.to) onDone(answer.to)
      else refused(answer.message ?? UNEXPECTED, answer.file)
    }
    request.onerror = () => refused(interrupted)
    request.onabort = () => setState({ status: 'idle' })
    request.open('POST', address)
    request.setRequestHeader('accept', 'application/json')
    request.send(form)
  }

  return {
    state,
    send,
    refuse: (message: string) => setState({ status: 'refused', message }),
    /** Forgets a refusal: what is sent changed. */
    clear: () => setState({ status: 'idle' }),
    stop: () => running.current?.abort(),
  }
}

function parse(text: string): Answer {
  try {
    return JSON.parse(text) as Answer
  } catch {
    return {}
  }
}
