import { ageOn, dayInParis, formatDay, parseDay, type Day } from '@/lib/core/day'
import { formatPhone, parsePhone } from '@/lib/core/phone'
import type { Field, Unit, Value, Values } from './fields'

/**
 * A value in the one form in which it is compared and stored: no outer or double spaces, numbers without
 * spacing, e-mails in small letters; what is empty is null.
 */
export function canonical(field: Field, value: Value | undefined): Value {
  const text = (value ?? '').replace(/\s+/g, ' ').trim()
  if (text === '') return null
  if (field.type.kind === 'phone') return parsePhone(text) ?? text
  if (field.type.kind === 'email') return text.toLowerCase()
  return text
}

/** The values of a unit, each in its canonical form. */
export function valuesOfUnit(unit: Unit, values: Values): Values {
  return Object.fromEntries(unit.fields.map((field) => [field.name, canonical(field, values[field.name])]))
}

/** Whether two sets of values say the same for every field of a unit. */
export function sameValues(unit: Unit, a: Values, b: Values): boolean {
  return unit.fields.every((field) => canonical(field, a[field.name]) === canonical(field, b[field.name]))
}

/** A value as a person reads it; « Non renseigné » when there is none. */
export function displayValue(field: Field, value: Value | undefined): string {
  const text = canonical(field, value)
  if (text === null) return 'Non renseigné'
  if (field.type.kind === 'choice') return field.type.options[text] ?? text
  if (field.type.kind === 'phone') return formatPhone(text)
  const day = field.type.kind === 'date' ? parseDay(text) : null
  return day ? formatDay(day, 'long') : text
}

/**
 * The values of a unit as one text, the fields that are empty left out:
 * « 12 rue des Lilas, Bât. B, 45000 Orléans, depuis le 1er mars 2026 ».
 */
export function displayUnit(unit: Unit, values: Values): string {
  const filled = unit.fields.filter((field) => canonical(field, values[field.name]) !== null)
  if (filled.length === 0) return displayValue(unit.fields[0]!, null)
  return filled
    .map((field, n) => (n > 0 ? (field.joins ?? ', ') : '') + displayValue(field, values[field.name]))
    .join('')
}

/** Whole years of a child at an instant, in words: « 8 ans », « 1 an », « moins d’un an ». */
export function ageInWords(birthDate: Day, now: Date): string {
  const years = ageOn(birthDate, dayInParis(now))
  return years < 1 ? 'moins d’un an' : `${years}\u00a0an${years > 1 ? 's' : ''}`
}

/** The first of a person's first names. */
export function firstNameOf(values: Values): string {
  return (values.firstNames ?? '').split(' ')[0]!
}

/** The name a person goes by: « Lina Delmas ». */
export function personName(values: Values): string {
  return `${firstNameOf(values)} ${values.usualName ?? values.lastName ?? ''}`.trim()
}
