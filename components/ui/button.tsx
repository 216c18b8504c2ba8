import type { ComponentProps } from 'react'
import { buttonLook, type ButtonLook } from './button-look'
import { Link } from './link'

type ButtonProps = ButtonLook & ComponentProps<'button'>

/** A button; `type` is « button » unless said. To send a form with an action, see `SubmitButton`. */
export function Button({ variant, size, block, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={buttonLook({ variant, size, block }, className)} {...rest} />
}

type LinkButtonProps = ButtonLook & ComponentProps<typeof Link>

/** A link with the look of a button: it goes somewhere, it changes nothing. */
export function LinkButton({ variant, size, block, className, ...rest }: LinkButtonProps) {
  return <Link className={buttonLook({ variant, size, block }, className)} {...rest} />
}
