'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps, type ReactNode } from 'react'
import { classes } from '../ui/classes'
import { CONTROL_LOOK, fieldAttributes, FieldFrame, type FieldProps } from './field'

type PasswordFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, keyof FieldProps | 'type' | 'autoComplete'> & {
    autoComplete: 'current-password' | 'new-password'
    /** Under the control: how strong the password is. */
    strength?: ReactNode
  }

/** A password that can be shown while it is typed. */
export function PasswordField(props: PasswordFieldProps) {
  const { name, label, hint, error, id, className, strength, ...control } = props
  const [shown, setShown] = useState(false)
  const attributes = fieldAttributes({ name, id, hint, error })
  const Icon = shown ? EyeOff : Eye
  return (
    <FieldFrame {...{ label, hint, error, className }} id={attributes.id} required={control.required}>
      <div className="relative">
        <input
          type={shown ? 'text' : 'password'}
          spellCheck={false}
          autoCapitalize="none"
          className={classes(CONTROL_LOOK, 'pr-13')}
          {...control}
          {...attributes}
        />
        <button
          type="button"
          className="absolute inset-y-0 right-0 flex w-11 items-center justify-center rounded-control text-muted hover:text-ink"
          aria-label={shown ? 'Masquer le mot de passe' : 'Afficher le mot de passe'}
          aria-controls={attributes.id}
          onClick={() => setShown(!shown)}
        >
          <Icon />
        </button>
      </div>
      {strength}
    </FieldFrame>
  )
}
