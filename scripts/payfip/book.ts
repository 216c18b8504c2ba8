import { randomBytes, randomUUID } from 'node:crypto'
import { addDays, dayInParis, instantInParis, parseWallTime, timeInParis } from '../../lib/core/day.ts'
import { clientFault, creationFault, type Client, type Fields } from './validation.ts'

/** The results that the page gives (REFERENCE §1.6). */
export const RESULTS = ['P', 'V', 'R', 'Z', 'A'] as const
export type Result = (typeof RESULTS)[number]

export type Payment = {
  idOp: string
  createdAt: Date
  /** What was sent, which answers echo. */
  fields: Fields
  /** When its page was opened: it opens once. */
  openedAt: Date | null
  /** What the buttons of that page hold. */
  token: string | null
  result: { code: Result; at: Date; authorisation: string | null } | null
}

/** The code of a fault, or what was asked for. */
export type Outcome<T> = { code: string } | { value: T }

const MINUTE_MS = 60_000

/** Minutes during which the page opens, and those during which an abandoned payment may be taken up again. */
const PAGE_MINUTES = 15
const ABANDONED_MINUTES = 20

/** At this hour of Paris, what never was brought to the payment provider is deleted, if it is of a day before. */
const PURGE_TIME = parseWallTime('03:00')!

/** The régies that the simulator knows at first; the pilot adds others. */
export const CLIENTS: [string, Client][] = [
  ['100001', { names: ['VALLOMBREUSE', 'REGIE SERVICES A LA FAMILLE'], access: 'open', limit: 9_999_999 }],
  ['100003', { names: ['REGIE FERMEE'], access: 'closed', limit: 9_999_999 }],
  ['100004', { names: ['REGIE SANS SERVICE WEB'], access: 'no web service', limit: 9_999_999 }],
]

export type Book = ReturnType<typeof openBook>

/** The payments of the service, in memory, and its clock, which the pilot moves. */
export function openBook() {
  const payments = new Map<string, Payment>()
  const clients = new Map(CLIENTS)
  let ahead = 0

  const now = () => new Date(Date.now() + ahead)

  /** A payment that is still in the book: unpaid, it is deleted during the night that follows. */
  function find(idOp: string | undefined): Payment | undefined {
    const payment = payments.get(idOp ?? '')
    if (!payment || payment.result) return payment
    const night = instantInParis(addDays(dayInParis(payment.createdAt), 1), PURGE_TIME)
    return now() < night ? payment : undefined
  }

  return {
    payments,
    clients,
    now,

    moveTo(at: Date): void {
      ahead = at.getTime() - Date.now()
    },

    clear(): void {
      payments.clear()
      clients.clear()
      for (const [number, client] of CLIENTS) clients.set(number, client)
      ahead = 0
    },

    /** `creerPaiementSecurise`. */
    create(fields: Fields): Outcome<Payment> {
      const code = creationFault(fields, clients)
      if (code) return { code }
      const createdAt = now()
      const payment = {
        idOp: timeUuid(createdAt),
        createdAt,
        fields,
        openedAt: null,
        token: null,
        result: null,
      }
      payments.set(payment.idOp, payment)
      return { value: payment }
    },

    /** `recupererDetailPaiementSecurise`: a payment with its result. */
    detail(idOp: string | undefined): Outcome<Payment> {
      const payment = find(idOp)
      if (!payment) return { code: 'P1' }
      return payment.result ? { value: payment } : { code: 'P5' }
    },

    /** `recupererDetailClient`. */
    client(number: string | undefined): Outcome<Client> {
      const code = clientFault(number, clients)
      return code ? { code } : { value: clients.get(number!)! }
    },

    /** Opens the payment page: once, within 15 minutes. */
    openPage(idOp: string): Outcome<Payment> {
      const payment = find(idOp)
      if (!payment) return { code: 'P1' }
      if (payment.openedAt || payment.result) return { code: 'P3' }
      if (now().getTime() - payment.createdAt.getTime() > PAGE_MINUTES * MINUTE_MS) return { code: 'P4' }
      payment.openedAt = now()
      payment.token = randomUUID()
      return { value: payment }
    },

    /** The payment that a button of an opened page is about. */
    openedPage(idOp: string, token: string): Outcome<Payment> {
      const payment = find(idOp)
      if (!payment) return { code: 'P1' }
      return payment.token !== null && payment.token === token ? { value: payment } : { code: 'P3' }
    },

    /** Whether a payment has the result that it keeps: an abandoned one may be taken up again while it lives. */
    isOver: (payment: Payment): boolean => isOver(payment, now()),

    settle(payment: Payment, code: Result): void {
      payment.result = { code, at: now(), authorisation: authorisationOf(code) }
    },
  }
}

/** What `recupererDetailPaiementSecurise` tells of a payment that has its result, under the names of the service. */
export function detailFields({ idOp, fields, result }: Payment): Fields {
  const { exer, mel, montant, numcli, objet, refdet, saisie } = fields
  const { code, at, authorisation } = result!
  const [year, month, dayOfMonth] = dayInParis(at).split('-')
  return {
    ...(exer !== undefined && { exer }),
    dattrans: `${dayOfMonth}${month}${year}`,
    heurtrans: timeInParis(at).replace(':', ''),
    idOp,
    ...(mel !== undefined && { mel }),
    montant: montant!,
    ...(authorisation !== null && { numauto: authorisation }),
    numcli: numcli!,
    ...(objet !== undefined && { objet }),
    refdet: refdet!,
    resultrans: code,
    saisie: saisie!,
  }
}

function isOver({ createdAt, result }: Payment, at: Date): boolean {
  if (!result) return false
  return result.code !== 'A' || at.getTime() - createdAt.getTime() >= ABANDONED_MINUTES * MINUTE_MS
}

/** Six signs for a card, sixteen for a direct debit, none on refusal. */
function authorisationOf(code: Result): string | null {
  if (code !== 'P' && code !== 'V') return null
  return randomBytes(8)
    .toString('hex')
    .toUpperCase()
    .slice(0, code === 'P' ? 6 : 16)
}

/** A UUID of version 1 (RFC 9562 §5.1): tenths of microseconds since 15 October 1582, chance in the rest. */
function timeUuid(at: Date): string {
  const ticks =
    (BigInt(at.getTime()) + 12_219_292_800_000n) * 10_000n + BigInt(randomBytes(2).readUInt16BE() % 10_000)
  const time = ticks.toString(16).padStart(15, '0')
  const tail = randomBytes(8)
  tail[0] = 0x80 | (tail[0]! & 0x3f)
  tail[2] = tail[2]! | 1
  const rest = tail.toString('hex')
  return `${time.slice(7)}-${time.slice(3, 7)}-1${time.slice(0, 3)}-${rest.slice(0, 4)}-${rest.slice(4)}`
}
