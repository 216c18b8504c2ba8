import type { ComponentProps, ReactNode } from 'react'
import { classes } from '../ui/classes'
import { Checkbox, Radio } from '../ui/choice'
import { fieldAttributes, FieldError, FieldHint, RequiredMark, type FieldProps } from './field'

/** One box to tick, its label at its right. */
export function CheckboxField(props: FieldProps & Omit<ComponentProps<'input'>, keyof FieldProps | 'type'>) {
  const { name, label, hint, error, id, className, ...control } = props
  const attributes = fieldAttributes({ name, id, hint, error })
  return (
    <div className={className}>
      <label className="flex min-h-target items-start gap-3 py-2.5">
        <Checkbox className="mt-px" {...control} {...attributes} />
        <span>
          {label}
          <RequiredMark required={control.required} />
        </span>
      </label>
      <div className="flex flex-col gap-1.5 pl-8">
        <FieldHint id={attributes.id}>{hint}</FieldHint>
        <FieldError id={attributes.id}>{error}</FieldError>
      </div>
    </div>
  )
}

type ChoiceGroupProps = FieldProps & {
  type: 'radio' | 'checkbox'
  options: readonly { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }[]
  /** Ticked at first. */
  defaultValue?: readonly string[] | string
  required?: boolean
  /** Side by side where there is room. */
  inline?: boolean
}

/** Several boxes or radios under one question; the first carries the identifier of the field. */
export function ChoiceGroup(props: ChoiceGroupProps) {
  const {
    name,
    label,
    hint,
    error,
    id,
    className,
    type,
    options,
    defaultValue = [],
    required,
    inline,
  } = props
  const attributes = fieldAttributes({ name, id, hint, error })
  const chosen = [defaultValue].flat()
  const Control = type === 'radio' ? Radio : Checkbox
  return (
    <fieldset
      className={classes('flex flex-col gap-1.5', className)}
      aria-describedby={attributes['aria-describedby']}
    >
      <legend className="mb-1 font-semibold">
        {label}
        <RequiredMark required={required} />
      </legend>
      <FieldHint id={attributes.id}>{hint}</FieldHint>
      <div className={classes('flex', inline ? 'flex-wrap gap-x-6' : 'flex-col')}>
        {options.map((option, index) => (
          <label key={option.value} className="flex min-h-target items-start gap-3 py-2.5">
            <Control
              className="mt-px"
              id={index === 0 ? attributes.id : undefined}
              name={name}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
              disabled={option.disabled}
              required={type === 'radio' && required}
              aria-invalid={attributes['aria-invalid']}
            />
            <span>
              {option.label}
              {option.hint && <span className="block text-note text-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={attributes.id}>{error}</FieldError>
    </fieldset>
  )
}
