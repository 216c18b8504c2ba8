import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '../ui/classes'

/** What every field of a form takes beside the attributes of its native control. */
export type FieldProps = {
  /** The name sent; the identifiers of the field follow from it. */
  name: string
  label: ReactNode
  /** Help between the label and the control: format, where to find it. */
  hint?: ReactNode
  /** What is wrong and what to do, in words. */
  error?: string
  /** When two forms of a page have a field of the same name. */
  id?: string
  /** Classes of the whole field. */
  className?: string
}

/** The identifier of a field's control, where an error summary leads. */
export function fieldId(name: string): string {
  return `champ-${name.replaceAll(/[^\w-]/g, '-')}`
}

/** The attributes that tie a control to its hint and error. */
export function fieldAttributes({ name, id = fieldId(name), hint, error }: Omit<FieldProps, 'label'>) {
  const described = [hint && `${id}-aide`, error && `${id}-erreur`].filter(Boolean).join(' ')
  return {
    id,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? (true as const) : undefined,
  }
}

/** The look of a text control, of a list, of a date. */
export const CONTROL_LOOK = classes(
  'min-h-target w-full rounded-control border border-control bg-card px-3.5 py-2 text-base text-ink',
  'placeholder:text-muted aria-invalid:border-2 aria-invalid:border-danger',
  '[&[readonly]]:bg-sand disabled:bg-sand disabled:text-muted',
)

/** Says what is wrong with the field of this identifier. */
export function FieldError({ id, children }: { id: string; children?: ReactNode }) {
  if (!children) return null
  return (
    <p id={`${id}-erreur`} className="flex gap-1.5 text-note font-medium text-danger">
      <CircleAlert className="mt-0.5" />
      <span>{children}</span>
    </p>
  )
}

/** The help of the field of this identifier. */
export function FieldHint({ id, children }: { id: string; children?: ReactNode }) {
  if (!children) return null
  return (
    <p id={`${id}-aide`} className="text-note text-muted">
      {children}
    </p>
  )
}

/** « (obligatoire) » or « (facultatif) » after a label, in words: no star to explain. */
export function RequiredMark({ required }: { required?: boolean }) {
  return required ? <span className="font-normal text-muted"> (obligatoire)</span> : null
}

type FieldFrameProps = Omit<FieldProps, 'name'> & {
  id: string
  required?: boolean
  /** After the label and « (obligatoire) »: a state of the field. */
  badge?: ReactNode
  children: ReactNode
}

/** Label, hint, control, error, in this order. */
export function FieldFrame(props: FieldFrameProps) {
  const { id, label, hint, error, required, badge, className, children } = props
  return (
    <div className={classes('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-semibold">
        {label}
        <RequiredMark required={required} />
        {badge && <> {badge}</>}
      </label>
      <FieldHint id={id}>{hint}</FieldHint>
      {children}
      <FieldError id={id}>{error}</FieldError>
    </div>
  )
}
