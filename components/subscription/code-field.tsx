'use client'

import type { InputEvent } from 'react'
import { CONTROL_LOOK, fieldAttributes, FieldFrame, type FieldProps } from '@/components/form/field'
import { classes } from '@/components/ui/classes'
import { formatTyping } from '@/lib/subscription/rules/code'

/** Upper case and dashes come while typing; the caret stays where the person put it. */
function format({ currentTarget: input, nativeEvent }: InputEvent<HTMLInputElement>) {
  if (nativeEvent.isComposing) return
  const caret = input.selectionStart ?? input.value.length
  const deleting = nativeEvent.inputType?.startsWith('delete') ?? false
  const formatted = formatTyping(input.value, caret, deleting)
  if (formatted.text === input.value) return
  input.value = formatted.text
  input.setSelectionRange(formatted.caret, formatted.caret)
}

type CodeFieldProps = FieldProps & { defaultValue: string; autoFocus?: boolean }

/** Where a code abonné is typed: big signs, and no help from the keyboard that would change them. */
export function CodeField({
  name,
  label,
  hint,
  error,
  id,
  className,
  autoFocus,
  ...control
}: CodeFieldProps) {
  const attributes = fieldAttributes({ name, id, hint, error })
  return (
    <FieldFrame {...{ label, hint, error, className }} id={attributes.id}>
      <input
        type="text"
        inputMode="text"
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        required
        className={classes(CONTROL_LOOK, 'text-code min-h-13! text-2xl! uppercase')}
        autoFocus={autoFocus}
        // React focuses by itself and leaves out the attribute, by which a dialog that opens finds its field.
        ref={(input) => {
          if (autoFocus) input?.setAttribute('autofocus', '')
        }}
        onInput={format}
        {...control}
        {...attributes}
      />
    </FieldFrame>
  )
}
