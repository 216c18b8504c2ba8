/** T test, X the one real payment that opens a contract, W production (REFERENCE §1.3, `saisie`). */
export type EntryMode = 'T' | 'X' | 'W'

/** What is sent to open a payment (`creerPaiementSecurise`). */
export type PaymentOrder = {
  /** `numcli`: six digits that the DGFiP gave to the régie. */
  clientNumber: string
  /** `exer`: the accounting year. */
  year: number
  /** `refdet`: what is paid, 6 to 30 letters and digits (`paymentReference`). */
  reference: string
  /** `objet`: what the parent reads, in any words; sent as `paymentSubject` makes it. */
  subject: string
  /** `montant`, in centimes. */
  amount: number
  /** `mel`: who receives the receipt of the DGFiP. */
  email: string
  mode: EntryMode
  /** `urlnotif`: where the service tells, server to server, that there is a result. */
  notificationUrl: string
  /** `urlredirect`: where the browser comes back. */
  returnUrl: string
}

/**
 * Centimes that can be paid online. Under 1 € the service refuses (M3); the most is the smallest of the maximums known
 * (REFERENCE §1.3), and a contract may have less (M5).
 */
export const AMOUNT = { min: 100, max: 9_999_999 } as const

export const REFERENCE = { min: 6, max: 30 } as const

const EMAIL = { min: 6, max: 80 } as const

/** `objet` and the addresses are shorter than these. */
const SUBJECT_LIMIT = 100
const URL_LIMIT = 250

const MARKS = /\p{M}/gu
const LIGATURES: Record<string, string> = { œ: 'oe', Œ: 'OE', æ: 'ae', Æ: 'AE', ß: 'ss' }

/** Words that the service takes as `objet`: letters without accents, digits and single spaces, 99 at most. */
export function paymentSubject(words: string): string {
  return words
    .replace(/[œŒæÆß]/g, (letter) => LIGATURES[letter]!)
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/[\p{P}\s]+/gu, ' ')
    .replace(/[^A-Za-z0-9 ]/g, '')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, SUBJECT_LIMIT - 1)
    .trimEnd()
}

/** The `refdet` of a number such as « 2026-000123 »: its letters and digits; null when they are under 6 or over 30. */
export function paymentReference(number: string): string | null {
  const reference = number.replace(/[^A-Za-z0-9]/g, '')
  return reference.length >= REFERENCE.min && reference.length <= REFERENCE.max ? reference : null
}

/**
 * The code of the fault that the service would answer (REFERENCE §1.7), so that it is not asked; null when nothing is
 * wrong. What the portal cannot know (unknown client, limit of the contract) only the service says.
 */
export function refusalOf(order: PaymentOrder): string | null {
  if (!/^\d{6}$/.test(order.clientNumber)) return 'T1'
  if (!['T', 'X', 'W'].includes(order.mode)) return 'S1'
  if (!/^[A-Za-z0-9]{6,30}$/.test(order.reference)) return 'R3'
  if (!/^\d{4}$/.test(String(order.year))) return 'E1'
  if (!Number.isInteger(order.amount) || order.amount < 0) return 'M1'
  if (order.amount < AMOUNT.min) return 'M3'
  if (order.amount > AMOUNT.max) return 'M5'
  if (!order.email) return 'A1'
  if (!isEmail(order.email)) return 'A2'
  if (!isAddress(order.notificationUrl)) return 'N1'
  if (!isAddress(order.returnUrl)) return 'D1'
  return null
}

function isEmail(text: string): boolean {
  return text.length >= EMAIL.min && text.length <= EMAIL.max && /^[^\s@<>]+@[^\s@<>]+$/.test(text)
}

function isAddress(text: string): boolean {
  return text.length < URL_LIMIT && /^https?:\/\/[^\s/]/.test(text) && URL.canParse(text)
}
