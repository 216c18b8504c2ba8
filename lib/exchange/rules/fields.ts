import { parseDay } from '@/lib/core/day'
import { parsePhone } from '@/lib/core/phone'
import { diet, grade, occasional, organism, relation, residence, sex, title } from './choices'
import { quoted, value, wrong, type FieldParser } from './parsed'
import { fold, nameCase, tidy } from './text'

const textUpTo =
  (length: number, shape: (text: string) => string = tidy): FieldParser =>
  (text) =>
    text.length > length
      ? wrong('TOO_LONG', `${quoted(text)} est trop long : ${length} caractères au plus.`)
      : value(shape(text))

const DATE_SHAPES = [
  { shape: /^(?<d>\d{1,2})[/.-](?<m>\d{1,2})[/.-](?<y>\d{4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$/ },
  { shape: /^(?<y>\d{4})[/.-](?<m>\d{1,2})[/.-](?<d>\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?$/ },
] as const

/** A day written JJ/MM/AAAA or AAAA-MM-JJ (separators / - . ; an hour behind it is dropped). */
export const parseDate: FieldParser = (text) => {
  for (const { shape } of DATE_SHAPES) {
    const { y, m, d } = shape.exec(text)?.groups ?? {}
    if (!y || !m || !d) continue
    const found = parseDay(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`)
    return found
      ? value(found)
      : wrong('DATE', `${quoted(text)} n’existe pas dans le calendrier. Format attendu : JJ/MM/AAAA.`)
  }
  const reason = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(text)
    ? 'Écrivez l’année sur quatre chiffres.'
    : 'Format attendu : JJ/MM/AAAA.'
  return wrong('DATE', `${quoted(text)} n’est pas une date. ${reason}`)
}

const birthDate: FieldParser = (text, today) => {
  const parsed = parseDate(text, today)
  if (!parsed.ok || parsed.value === null) return parsed
  if (parsed.value > today)
    return wrong('DATE', `${quoted(text)} est dans l’avenir : une date de naissance est attendue.`)
  return parsed.value < '1900-01-01'
    ? wrong('DATE', `${quoted(text)} : une date de naissance après 1900 est attendue.`)
    : parsed
}

const email: FieldParser = (text) => {
  const address = text.replace(/\s/g, '').toLowerCase() === text.toLowerCase() ? text.toLowerCase() : ''
  const isAddress =
    address.length <= 254 &&
    /^[^\s@<>(),;:"[\]]+@[^\s@<>(),;:"[\].-][^\s@<>(),;:"[\]]*\.[a-z]{2,}$/.test(address)
  return isAddress && !address.includes('..')
    ? value(address)
    : wrong('EMAIL', `${quoted(text)} n’est pas une adresse e-mail (exemple : nom@exemple.fr).`)
}

/** As the portal stores numbers; the first zero that spreadsheets eat is given back. */
const phone: FieldParser = (text) => {
  const number = parsePhone(text.replace(/^\D*(?=[1-9](?:\D*\d){8}\D*$)/, '0'))
  return number
    ? value(number)
    : wrong(
        'PHONE',
        `${quoted(text)} n’est pas un numéro de téléphone : dix chiffres, ou + et l’indicatif du pays.`,
      )
}

const postalCode: FieldParser = (text) => {
  const code = text.replace(/\s/g, '')
  return /^(?!00)\d{5}$/.test(code)
    ? value(code)
    : wrong('POSTAL_CODE', `${quoted(text)} n’est pas un code postal : cinq chiffres attendus.`)
}

/** A whole number of euros from 0 to 99 999; decimals are rounded. */
const quotient: FieldParser = (text) => {
  const number = text.replace(/[\s€]/g, '').replace(',', '.')
  const rounded = /^\d+(\.\d+)?$/.test(number) ? Math.round(Number(number)) : NaN
  return rounded <= 99_999
    ? value(String(rounded))
    : wrong(
        'QUOTIENT',
        `${quoted(text)} n’est pas un quotient familial : un nombre, ou rien s’il n’est pas connu.`,
      )
}

/** Never quoted in the report: the number is encrypted at rest. The number of the MSA may be that of the Sécurité sociale. */
const allocataire: FieldParser = (text) => {
  const number = text.replace(/[\s.-]/g, '').toUpperCase()
  if (/^[12]\d{12}(\d{2})?$/.test(number))
    return wrong(
      'ALLOCATAIRE',
      'Ce numéro a la forme d’un numéro de sécurité sociale : le portail ne le recueille pas.',
    )
  return /^[A-Z0-9]{1,15}$/.test(number)
    ? value(number)
    : wrong('ALLOCATAIRE', 'Numéro d’allocataire illisible : chiffres et lettres attendus.')
}

const NOTHING = new Set([
  'non',
  'neant',
  'aucun',
  'aucune',
  'ras',
  'rien',
  'n',
  '0',
  'sans',
  'pas d allergie',
  'aucune allergie',
  'faux',
  'false',
])
const YES = new Set(['oui', 'o', 'x', '1', 'vrai', 'true', 'yes'])

/** A text of health: « Non », « Néant » say that there is nothing, a bare cross says « Oui ». Never quoted. */
const health: FieldParser = (text) => {
  if (text.length > 1000) return wrong('TOO_LONG', 'Texte trop long : 1 000 caractères au plus.')
  const folded = fold(text)
  return value(NOTHING.has(folded) || folded === '' ? null : YES.has(folded) ? 'Oui' : text)
}

/** Whether a cell of « un jour par colonne » says that the child comes. */
export function isYes(text: string): boolean | null {
  const folded = fold(text)
  if (folded === '' || NOTHING.has(folded)) return false
  return YES.has(folded) ? true : null
}

/** How each column of families and children is read; identifiers and enrollments have readers of their own. */
export const PARSERS = {
  title,
  relation,
  lastName: textUpTo(80, nameCase),
  usualName: textUpTo(80, nameCase),
  birthName: textUpTo(80, nameCase),
  firstNames: textUpTo(80, nameCase),
  birthDate,
  email,
  mobilePhone: phone,
  homePhone: phone,
  workPhone: phone,
  profession: textUpTo(80),
  employer: textUpTo(80),
  addressLine: textUpTo(120),
  addressComplement: textUpTo(120),
  postalCode,
  city: textUpTo(80),
  allocataireNumber: allocataire,
  benefitOrganism: organism,
  familyQuotient: quotient,
  isResident: residence,
  sex,
  birthPlace: textUpTo(80),
  school: textUpTo(120),
  grade,
  diet,
  allergies: health,
  careplan: health,
  isOccasional: occasional,
} as const satisfies Record<string, FieldParser>

export type ParsedColumn = keyof typeof PARSERS
