/**
 * A phone number as it is stored, or null when the text is none: ten digits for France (« 0612345678 »,
 * also when written +33 or 0033), else « + », country code and number (8 to 15 digits, ITU-T E.164).
 */
export function parsePhone(text: string): string | null {
  const digits = text.replace(/[\s.\-()/\u00a0\u202f]/g, '').replace(/^00/, '+')
  const french = digits.replace(/^\+33(?:\(?0\)?)?(?=[1-9]\d{8}$)/, '0')
  if (/^0[1-9]\d{8}$/.test(french)) return french
  return /^\+(?!33)[1-9]\d{7,14}$/.test(digits) ? digits : null
}

/** A stored number as it is read: « 06 12 34 56 78 », no-break spaces between the pairs. */
export function formatPhone(stored: string): string {
  return /^0\d{9}$/.test(stored) ? stored.replace(/(\d\d)(?=\d)/g, '$1\u00a0') : stored
}

/** The address that dials a number, typed in any form: « tel:+33200000000 », or its digits for a short one. */
export function phoneHref(text: string): string {
  const stored = parsePhone(text) ?? text.replace(/[^\d+]/g, '')
  return `tel:${/^0\d{9}$/.test(stored) ? `+33${stored.slice(1)}` : stored}`
}
