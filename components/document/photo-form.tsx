'use client'

import { Camera, FileUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { ProgressBar } from '@/components/ui/progress-bar'
import { SubmitButton } from '@/components/ui/submit-button'
import { FILE_PROBLEMS, PHOTO_PROBLEMS } from '@/lib/document/messages'
import { UPLOAD_LIMIT } from '@/lib/document/rules/format'
import { FILE_INPUT, PICK_LOOK } from './file-input'
import { PhotoCrop, WHOLE, type CropChoice } from './photo-crop'
import { shrinkImage } from './shrink-image'
import { useUpload } from './use-upload'

type PhotoFormProps = {
  /** The route that receives the photo. */
  action: string
  childId: string
  firstName: string
}

type Picture = { file: File; url: string }

/** A child's photo: chosen or taken, framed, sent. Without JavaScript its middle square is kept. */
export function PhotoForm({ action, childId, firstName }: PhotoFormProps) {
  const router = useRouter()
  const id = useId()
  const { state, send, refuse, clear } = useUpload()
  const [picture, setPicture] = useState<Picture | null>(null)
  const [crop, setCrop] = useState<CropChoice>(WHOLE)
  const sending = state.status === 'sending'

  const choose = (input: HTMLInputElement) => {
    const file = input.files?.[0]
    input.value = ''
    if (!file) return
    clear()
    setCrop(WHOLE)
    // A data address: what the page's policy lets an image have.
    const reader = new FileReader()
    reader.onload = () => setPicture({ file, url: String(reader.result) })
    reader.readAsDataURL(file)
  }

  const submit = async (element: HTMLFormElement) => {
    if (!picture) return refuse(PHOTO_PROBLEMS.NO_FILE)
    const ready = await shrinkImage(picture.file)
    if (ready.size > UPLOAD_LIMIT) return refuse(FILE_PROBLEMS.TOO_LARGE)
    const form = new FormData(element)
    form.delete('fichiers')
    form.append('fichiers', ready)
    if (crop.square) form.append('cadre', crop.square.join(' '))
    send({
      address: action,
      form,
      interrupted: FILE_PROBLEMS.INTERRUPTED,
      onDone: (to) => {
        clear()
        setPicture(null)
        router.push(to)
        router.refresh()
      },
    })
  }

  const input = (name: string, more: { capture?: 'user' }) => (
    <input
      id={`${id}-${name}`}
      type="file"
      name="fichiers"
      accept="image/jpeg,image/png,image/webp"
      className={FILE_INPUT}
      onChange={({ currentTarget }) => choose(currentTarget)}
      {...more}
    />
  )
  return (
    <form
      action={action}
      method="post"
      encType="multipart/form-data"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!sending) void submit(event.currentTarget)
      }}
    >
      <input type="hidden" name="enfant" value={childId} />
      <div className="flex flex-wrap gap-2.5">
        <div className="relative min-w-0">
          {input('fichier', {})}
          <label htmlFor={`${id}-fichier`} className={PICK_LOOK}>
            <FileUp /> Choisir une photo
          </label>
        </div>
        <div className="pointer-fine:hidden noscript:hidden relative">
          {input('photo', { capture: 'user' })}
          <label htmlFor={`${id}-photo`} className={PICK_LOOK}>
            <Camera /> Prendre une photo
          </label>
        </div>
      </div>
      <p className="text-note text-muted">
        JPEG, PNG ou WebP, 10 Mo au plus. Le visage de {firstName}, de face ; le lieu et la date cachés dans
        la photo sont effacés.
      </p>
      {picture && <PhotoCrop url={picture.url} crop={crop} onChange={setCrop} />}
      {state.status === 'refused' && (
        <Alert tone="danger" live>
          <p>{state.message}</p>
        </Alert>
      )}
      {sending && <ProgressBar value={state.percent} max={100} label="Envoi de la photo" />}
      <div>
        <SubmitButton pending={sending} pendingLabel="Envoi en cours…">
          Envoyer la photo à la mairie
        </SubmitButton>
      </div>
    </form>
  )
}
