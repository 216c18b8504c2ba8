'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { passwordScore, type PasswordScore } from '@/lib/account/password-strength'
import { PASSWORD_LENGTH, PASSWORD_MIN_SCORE } from '@/lib/account/rules'
import { StrengthMeter } from '../ui/strength-meter'
import { PasswordField } from './password-field'

type NewPasswordFieldProps = {
  label: ReactNode
  hint: ReactNode
  error?: string
  id?: string
  /** What one knows of the person, when the form does not ask for it. */
  personal?: readonly string[]
  /** The fields of the same form that say it. */
  personalFields?: readonly string[]
}

/** A password to choose, with its strength while it is typed. The dictionaries come with the first letter. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  const { personal = [], personalFields = [], error, ...field } = props
  const [strength, setStrength] = useState<{ score: PasswordScore; length: number } | null>(null)
  const latest = useRef('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => () => clearTimeout(timer.current), [])

  const measure = async (password: string, form: HTMLFormElement | null) => {
    const typed = form ? personalFields.map((name) => String(new FormData(form).get(name) ?? '')) : []
    const score = await passwordScore(password, [...personal, ...typed])
    if (latest.current === password) setStrength({ score, length: [...password].length })
  }

  const isNowStrong = strength !== null && adviceOn(strength) === undefined
  return (
    <PasswordField
      {...field}
      error={isNowStrong ? undefined : error}
      name="password"
      autoComplete="new-password"
      required
      onChange={(event) => {
        const { value, form } = event.currentTarget
        latest.current = value
        clearTimeout(timer.current)
        if (value === '') setStrength(null)
        else timer.current = setTimeout(() => void measure(value, form), 150)
      }}
      strength={strength && <StrengthMeter score={strength.score} advice={adviceOn(strength)} />}
    />
  )
}

function adviceOn({ score, length }: { score: PasswordScore; length: number }): string | undefined {
  if (length < PASSWORD_LENGTH.min) {
    const missing = PASSWORD_LENGTH.min - length
    return missing > 1 ? `Encore ${missing} caractères.` : 'Encore un caractère.'
  }
  return score < PASSWORD_MIN_SCORE ? 'Ajoutez des mots sans rapport entre eux.' : undefined
}
