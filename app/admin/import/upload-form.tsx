import { FileCheck, FileUp } from 'lucide-react'
import { fieldAttributes, FieldError } from '@/components/form/field'
import { Alert } from '@/components/ui/alert'
import { classes } from '@/components/ui/classes'
import { SubmitButton } from '@/components/ui/submit-button'
import { FILE_HINTS, FILE_NAMES, FILE_PROBLEMS, NO_FILE } from '@/lib/exchange/messages'
import type { ImportView } from '@/lib/exchange/queries'
import { FILE_KINDS, type FileKind } from '@/lib/exchange/rules/columns'

type UploadFormProps = {
  /** The import whose files are completed or replaced; a new one without. */
  runId?: string
  files?: ImportView['files']
  /** The address's parameters: codes of what was refused, by kind of file. */
  refused: Record<string, string | string[] | undefined>
}

const problemOf = (code: string | string[] | undefined): string | undefined =>
  typeof code === 'string' && Object.hasOwn(FILE_PROBLEMS, code)
    ? FILE_PROBLEMS[code as keyof typeof FILE_PROBLEMS]
    : undefined

/** The first step: the files, one place for each kind. Posts to a route, with or without scripts. */
export function UploadForm({ runId, files = [], refused }: UploadFormProps) {
  const general = refused.refus === 'NO_FILE' ? NO_FILE : problemOf(refused.refus)
  const isRefused = general !== undefined || FILE_KINDS.some((kind) => problemOf(refused[kind]))
  return (
    <form
      action="/admin/import/fichiers"
      method="post"
      encType="multipart/form-data"
      className="flex flex-col gap-4"
    >
      {runId && <input type="hidden" name="runId" value={runId} />}
      {isRefused && (
        <Alert
          tone="danger"
          live
          title={general ?? 'Un fichier n’a pas pu être pris. Les autres sont gardés.'}
        />
      )}
      <div className="grid gap-4 md:grid-cols-2">
        {FILE_KINDS.map((kind) => (
          <FileSlot
            key={kind}
            kind={kind}
            file={files.find((file) => file.kind === kind)}
            error={problemOf(refused[kind])}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>
          <FileUp /> {runId ? 'Remplacer ou ajouter ces fichiers' : 'Déposer les fichiers'}
        </SubmitButton>
        <p className="text-note text-muted">
          60 Mo par fichier. Rien n’est écrit dans les dossiers à cette étape.
        </p>
      </div>
    </form>
  )
}

function FileSlot({
  kind,
  file,
  error,
}: {
  kind: FileKind
  file?: ImportView['files'][number]
  error?: string
}) {
  const attributes = fieldAttributes({ name: kind, hint: FILE_HINTS[kind], error })
  return (
    <div
      className={classes(
        'flex flex-col gap-2 rounded-card border border-dashed bg-card p-4',
        error ? 'border-danger' : 'border-control',
      )}
    >
      <label htmlFor={attributes.id} className="font-semibold">
        {FILE_NAMES[kind]}
        {kind === 'LINKS' && <span className="font-normal text-muted"> (facultatif)</span>}
      </label>
      <p id={`${attributes.id}-aide`} className="text-note text-muted">
        {FILE_HINTS[kind]}
      </p>
      {file && (
        <p className="flex gap-2 text-note text-success">
          <FileCheck /> {file.name}, {file.lineCount.toLocaleString('fr-FR')} lignes
        </p>
      )}
      <input
        {...attributes}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        className="min-h-target w-full text-note file:mr-3 file:min-h-target file:cursor-pointer file:rounded-control file:border file:border-solid file:border-control file:bg-card file:px-3 file:font-semibold file:text-ink"
      />
      <FieldError id={attributes.id}>{error}</FieldError>
    </div>
  )
}
