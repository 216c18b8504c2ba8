import { DateField, SelectField, TextAreaField, TextField } from '@/components/form/text-field'
import type { FieldProps } from '@/components/form/field'
import type { ComponentProps, ReactNode } from 'react'
import type { Field } from '@/lib/dossier/fields'

type FieldControlProps = Omit<FieldProps, 'name' | 'hint'> & {
  field: Field
  /** After the label: that a request of it waits. */
  badge?: ReactNode
  defaultValue: string
  /** Whether the browser may fill it in: on the reader's own data only. */
  autofill: boolean
  /** The last day of a date, « YYYY-MM-DD ». */
  latest: string
  /** What react-hook-form listens with. */
  registration: Omit<ComponentProps<'input'>, 'name'> & Pick<ComponentProps<'select'>, 'ref'>
}

/** The control of a field of the dossier, by its type. */
export function FieldControl({ field, autofill, latest, registration, ...rest }: FieldControlProps) {
  const { name, help, required, type } = field
  const common = {
    ...rest,
    name,
    hint: help,
    required,
    autoComplete: autofill ? (field.autocomplete ?? 'off') : 'off',
  }
  switch (type.kind) {
    case 'choice':
      return (
        <SelectField {...common} {...(registration as ComponentProps<'select'>)}>
          {(!required || rest.defaultValue === '') && (
            <option value="">{required ? 'Choisir…' : 'Non renseigné'}</option>
          )}
          {Object.entries(type.options).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
      )
    case 'date':
      return <DateField {...common} {...registration} min="1900-01-01" max={latest} />
    case 'phone':
      return <TextField {...common} {...registration} type="tel" inputMode="tel" />
    case 'email':
      return <TextField {...common} {...registration} type="email" inputMode="email" spellCheck={false} />
    case 'postalCode':
      return <TextField {...common} {...registration} inputMode="numeric" className="max-w-56" />
    case 'longText':
      return <TextAreaField {...common} {...(registration as ComponentProps<'textarea'>)} />
    case 'time':
      return <TextField {...common} {...registration} type="time" className="max-w-56" />
    case 'number':
      return (
        <TextField
          {...common}
          {...registration}
          inputMode={type.step === 1 ? 'numeric' : 'decimal'}
          unit={type.unit}
          className="max-w-56"
        />
      )
    case 'iban':
    case 'bic':
      return <TextField {...common} {...registration} code spellCheck={false} />
    default:
      return <TextField {...common} {...registration} />
  }
}
