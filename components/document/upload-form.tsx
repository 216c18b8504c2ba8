'use client'

import { Camera, FileText, FileUp, Image as ImageIcon, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useState, type DragEvent, type ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { classes } from '@/components/ui/classes'
import { ProgressBar } from '@/components/ui/progress-bar'
import { SubmitButton } from '@/components/ui/submit-button'
import { DEPOSIT_PROBLEMS, FILE_PROBLEMS } from '@/lib/document/messages'
import { ACCEPTED, PAGES_MAX, UPLOAD_LIMIT } from '@/lib/document/rules/format'
import { FILE_INPUT, PICK_LOOK } from './file-input'
import { shrinkImage } from './shrink-image'
import { useUpload } from './use-upload'

type DocumentUploadProps = {
  /** The route that receives the files. */
  action: string
  /** What is sent beside them. */
  fields: Record<string, string>
  /** Fields of the form above the files. */
  children?: ReactNode
  submitLabel: string
}

/**
 * Files chosen, dropped or photographed, sent with their progress. Without JavaScript the browser posts the same
 * form, and the answer is a page.
 */
export function DocumentUpload({ action, fields, children, submitLabel }: DocumentUploadProps) {
  const router = useRouter()
  const id = useId()
  const { state, send, refuse, clear, stop } = useUpload()
  const [files, setFiles] = useState<File[]>([])
  const [over, setOver] = useState(false)
  const sending = state.status === 'sending'

  const add = (more: FileList | null) => {
    if (!more || more.length === 0) return
    clear()
    setFiles([...files, ...more])
  }
  const change = (left: File[]) => {
    clear()
    setFiles(left)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!sending) add(event.dataTransfer.files)
  }

  const submit = async (element: HTMLFormElement) => {
    const form = new FormData(element)
    form.delete('fichiers')
    if (files.length === 0) return refuse(DEPOSIT_PROBLEMS.NO_FILE)
    if (files.length > PAGES_MAX) return refuse(DEPOSIT_PROBLEMS.TOO_MANY)
    const ready = await Promise.all(files.map(shrinkImage))
    if (ready.reduce((sum, { size }) => sum + size, 0) > UPLOAD_LIMIT) return refuse(FILE_PROBLEMS.TOO_LARGE)
    for (const file of ready) form.append('fichiers', file)
    send({
      address: action,
      form,
      interrupted: FILE_PROBLEMS.INTERRUPTED,
      onDone: (to) => {
        router.push(to)
        router.refresh()
      },
    })
  }

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
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={classes(
          'flex flex-col items-center gap-3 rounded-card border border-dashed px-4 py-6 text-center',
          over ? 'border-brand-text bg-brand-soft' : 'border-control bg-card',
        )}
      >
        <p className="pointer-fine:block hidden text-muted">Déposez vos fichiers ici, ou</p>
        <div className="flex flex-wrap justify-center gap-2.5">
          <div className="relative min-w-0">
            <input
              id={`${id}-fichiers`}
              type="file"
              name="fichiers"
              multiple
              accept={ACCEPTED}
              className={FILE_INPUT}
              aria-describedby={`${id}-aide`}
              onChange={({ currentTarget }) => {
                add(currentTarget.files)
                currentTarget.value = ''
              }}
            />
            <label htmlFor={`${id}-fichiers`} className={PICK_LOOK}>
              <FileUp /> Choisir des fichiers
            </label>
          </div>
          <div className="pointer-fine:hidden noscript:hidden relative">
            <input
              id={`${id}-photo`}
              type="file"
              name="fichiers"
              accept="image/*"
              capture="environment"
              className={FILE_INPUT}
              onChange={({ currentTarget }) => {
                add(currentTarget.files)
                currentTarget.value = ''
              }}
            />
            <label htmlFor={`${id}-photo`} className={PICK_LOOK}>
              <Camera /> Prendre une photo
            </label>
          </div>
        </div>
        <p id={`${id}-aide`} className="text-note text-muted">
          PDF, JPEG, PNG ou WebP, 10 Mo en tout, {PAGES_MAX} fichiers au plus. Une photo par page convient.
        </p>
      </div>
      {files.length > 0 && <ChosenFiles files={files} disabled={sending} onChange={change} />}
      {state.status === 'refused' && (
        <Alert tone="danger" live title={state.file === undefined ? undefined : files[state.file]?.name}>
          <p>{state.message}</p>
        </Alert>
      )}
      {sending && <Progress percent={state.percent} />}
      <div className="flex flex-wrap gap-2.5">
        <SubmitButton pending={sending} pendingLabel="Envoi en cours…">
          {submitLabel}
        </SubmitButton>
        {sending && (
          <Button variant="secondary" onClick={stop}>
            Arrêter l’envoi
          </Button>
        )}
      </div>
    </form>
  )
}

function Progress({ percent }: { percent: number }) {
  return (
    <div className="flex flex-col gap-1.5" role="status">
      <ProgressBar value={percent} max={100} label="Envoi du document" />
      <p className="text-note text-muted">
        {percent < 100 ? `${percent} % envoyés` : 'Tout est arrivé : nous vérifions les fichiers…'}
      </p>
    </div>
  )
}

type ChosenFilesProps = { files: readonly File[]; disabled: boolean; onChange: (files: File[]) => void }

function ChosenFiles({ files, disabled, onChange }: ChosenFilesProps) {
  return (
    <ol
      aria-label="Fichiers choisis"
      className="divide-y divide-line rounded-card border border-line bg-card"
    >
      {files.map((file, n) => {
        const Icon = file.type.startsWith('image/') ? ImageIcon : FileText
        return (
          <li key={`${n} ${file.name}`} className="flex items-center gap-3 py-1 pl-4 pr-1">
            <Icon className="text-muted" />
            <span className="min-w-0 flex-1 truncate">{file.name}</span>
            <span className="shrink-0 text-note tabular-nums text-muted">{sizeInWords(file.size)}</span>
            <Button
              variant="quiet"
              size="icon"
              disabled={disabled}
              aria-label={`Retirer ${file.name}`}
              onClick={() => onChange(files.filter((_, other) => other !== n))}
            >
              <Trash2 />
            </Button>
          </li>
        )
      })}
    </ol>
  )
}

/** « 340 Ko », « 2,4 Mo ». */
function sizeInWords(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} Ko`
  return `${(bytes / 1024 / 1024).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Mo`
}
