import type { ComponentProps, ReactNode } from 'react'
import { classes } from '../ui/classes'
import { CONTROL_LOOK, fieldAttributes, FieldFrame, type FieldProps } from './field'

type Native<Tag extends 'input' | 'textarea' | 'select'> = Omit<ComponentProps<Tag>, keyof FieldProps>

/** `badge`: a state of the field, after its label and « (obligatoire) ». */
type LabelledProps = FieldProps & { badge?: ReactNode }

type TextFieldProps = LabelledProps &
  Native<'input'> & {
    /** For a code abonné: wide letters, slashed zero. */
    code?: boolean
    /** Inside the control, at its right: « € », « jours ». */
    unit?: ReactNode
  }

/** One line of text: also `type="email"`, `"tel"`, `"number"`, `"search"`. */
export function TextField(props: TextFieldProps) {
  const { name, label, badge, hint, error, id, className, code, unit, type = 'text', ...control } = props
  const attributes = fieldAttributes({ name, id, hint, error })
  const input = (
    <input
      type={type}
      className={classes(
        CONTROL_LOOK,
        code && 'text-code text-base uppercase max-sm:px-2 max-sm:tracking-normal sm:text-lg',
        Boolean(unit) && 'pr-14',
      )}
      {...control}
      {...attributes}
    />
  )
  return (
    <FieldFrame {...{ label, badge, hint, error, className }} id={attributes.id} required={control.required}>
      {unit ? (
        <div className="relative">
          {input}
          <span className="pointer-events-none absolute inset-y-0 right-3.5 flex items-center text-muted">
            {unit}
          </span>
        </div>
      ) : (
        input
      )}
    </FieldFrame>
  )
}

/** Several lines of text. */
export function TextAreaField(props: LabelledProps & Native<'textarea'>) {
  const { name, label, badge, hint, error, id, className, rows = 3, ...control } = props
  const attributes = fieldAttributes({ name, id, hint, error })
  return (
    <FieldFrame {...{ label, badge, hint, error, className }} id={attributes.id} required={control.required}>
      <textarea rows={rows} className={CONTROL_LOOK} {...control} {...attributes} />
    </FieldFrame>
  )
}

/** A native date control: its value is `YYYY-MM-DD`, shown in the person's own format. */
export function DateField(props: LabelledProps & Native<'input'>) {
  const { name, label, badge, hint, error, id, className, ...control } = props
  const attributes = fieldAttributes({ name, id, hint, error })
  return (
    <FieldFrame {...{ label, badge, hint, error, className }} id={attributes.id} required={control.required}>
      <input
        type="date"
        className={classes(CONTROL_LOOK, 'max-w-56 tabular-nums')}
        {...control}
        {...attributes}
      />
    </FieldFrame>
  )
}

/** A choice to make among options that the caller puts in as `<option>`. */
export function SelectField(props: LabelledProps & Native<'select'>) {
  const { name, label, badge, hint, error, id, className, children, ...control } = props
  const attributes = fieldAttributes({ name, id, hint, error })
  return (
    <FieldFrame {...{ label, badge, hint, error, className }} id={attributes.id} required={control.required}>
      <select className={classes(CONTROL_LOOK, 'select-arrow')} {...control} {...attributes}>
        {children}
      </select>
    </FieldFrame>
  )
}
