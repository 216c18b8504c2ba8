import { ageOn, dayInParis, formatDay, parseDay, type Day } from '@/lib/core/day'
import { compactIban, formatIban, maskIban } from '@/lib/core/iban'
import { formatPhone, parsePhone } from '@/lib/core/phone'
import type { Field, Unit, Value, Values } from './fields'
import { CHANGE_MESSAGES } from './messages'

/**
 * A value in the one form in which it is compared and stored: no outer or double spaces, numbers without
 * spacing, e-mails in small letters, IBAN in capitals; what is empty is null.
 */
export function canonical(field: Field, value: Value | undefined): Value {
  const { kind } = field.type
  const spaces = kind === 'longText' ? /[^\S\n]+/g : /\s+/g
  const text = (value ?? '').replaceAll('\r', '').replace(spaces, ' ').trim()
  if (text === '') return null
  switch (kind) {
    case 'phone':
      return parsePhone(text) ?? text
    case 'email':
      return text.toLowerCase()
    case 'iban':
      return compactIban(text)
    case 'bic':
      return text.replaceAll(' ', '').toUpperCase()
    case 'number': {
      const number = text.replaceAll(' ', '').replace(',', '.')
      return /^\d+(\.\d+)?$/.test(number) ? String(Number(number)) : text
    }
    default:
      return text
  }
}

/** The values of a unit, each in its canonical form. */
export function valuesOfUnit(unit: Unit, values: Values): Values {
  return Object.fromEntries(unit.fields.map((field) => [field.name, canonical(field, values[field.name])]))
}

/** Whether two sets of values say the same for every field of a unit. */
export function sameValues(unit: Unit, a: Values, b: Values): boolean {
  return unit.fields.every((field) => canonical(field, a[field.name]) === canonical(field, b[field.name]))
}

/** How much of an account number is read: its last signs, but for who compares it with a RIB. */
export type Reveal = 'MASKED' | 'WHOLE'

/** A value as a person reads it; « Non renseigné » when there is none. */
export function displayValue(field: Field, value: Value | undefined, reveal: Reveal = 'MASKED'): string {
  const text = canonical(field, value)
  if (text === null) return 'Non renseigné'
  switch (field.type.kind) {
    case 'choice':
      return field.type.options[text] ?? text
    case 'phone':
      return formatPhone(text)
    case 'date': {
      const day = parseDay(text)
      return day ? formatDay(day, 'long') : text
    }
    case 'time':
      return text.replace(':', ' h ')
    case 'number':
      return displayNumber(text, field.type.unit)
    case 'iban':
      return reveal === 'WHOLE' ? formatIban(text) : maskIban(text)
    default:
      return text
  }
}

// A year has four digits, that nothing groups.
function displayNumber(text: string, unit?: string): string {
  const number = unit ? Number(text).toLocaleString('fr-FR') : text.replace('.', ',')
  return unit ? `${number}\u00a0${unit}` : number
}

/** A value as it is read in the one line of its unit. */
export function displayInUnit(field: Field, value: Value | undefined, reveal: Reveal = 'MASKED'): string {
  return field.says?.[canonical(field, value) ?? ''] ?? displayValue(field, value, reveal)
}

/**
 * The values of a unit as one text, the fields that are empty left out:
 * « 12 rue des Lilas, Bât. B, 45000 Orléans, depuis le 1er mars 2026 ».
 */
export function displayUnit(unit: Unit, values: Values, reveal: Reveal = 'MASKED'): string {
  const filled = unit.fields.filter((field) => canonical(field, values[field.name]) !== null)
  if (filled.length === 0) return displayValue(unit.fields[0]!, null)
  return filled
    .map(
      (field, n) => (n > 0 ? (field.joins ?? ', ') : '') + displayInUnit(field, values[field.name], reveal),
    )
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

/** What is said at the first field of units that moved while a form was filled in: the value that stands now. */
export function standingNow(units: readonly Unit[], standing: Values): Record<string, string> {
  return Object.fromEntries(
    units.map((unit) => [unit.fields[0]!.name, CHANGE_MESSAGES.standsNow(displayUnit(unit, standing))]),
  )
}
