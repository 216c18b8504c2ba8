import 'server-only'
import { env } from '@/lib/core/env'
import { instantInParis, parseDay, parseWallTime } from '@/lib/core/day'
import type { PaymentDetail, Reply } from './rules/attempt'
import { paymentSubject, refusalOf, type PaymentOrder } from './rules/order'
import { clientSchema, createdSchema, detailSchema } from './schema'
import { callService, PayfipError, unreadable, type CallOptions } from './service'

/**
 * Opens a payment (`creerPaiementSecurise`) and returns its idOp, with which the parent has 15 minutes to open the
 * payment page, once. What the service would refuse is not asked.
 * @throws PayfipError
 */
export async function createPayment(order: PaymentOrder, options: CallOptions = {}): Promise<string> {
  const refusal = refusalOf(order)
  if (refusal) throw new PayfipError('FUNCTIONAL', refusal)
  const fields = await callService('creerPaiementSecurise', fieldsOf(order), options)
  const created = createdSchema.safeParse(fields)
  if (!created.success) throw unreadable('creerPaiementSecurise')
  return created.data.idop
}

/**
 * What the service says of a payment (`recupererDetailPaiementSecurise`), its faults included, as `decide` takes it:
 * read-only, to be asked as often as needed.
 */
export async function askPayment(idOp: string, options: CallOptions = {}): Promise<Reply> {
  try {
    return { detail: await paymentDetail(idOp, options) }
  } catch (error) {
    if (error instanceof PayfipError) return { fault: { kind: error.kind, code: error.code } }
    throw error
  }
}

/**
 * The names of a régie by its number (`recupererDetailClient`), outermost first: to check the number that an agent saves.
 * @throws PayfipError, FUNCTIONAL when the number is wrong or its contract is not set up
 */
export async function findClient(
  clientNumber: string,
  options: CallOptions = {},
): Promise<{ clientNumber: string; names: string[] }> {
  if (!/^\d{6}$/.test(clientNumber)) throw new PayfipError('FUNCTIONAL', 'T1')
  const fields = await callService('recupererDetailClient', { numCli: clientNumber }, options)
  const client = clientSchema.safeParse(fields)
  if (!client.success || client.data.numcli !== clientNumber) throw unreadable('recupererDetailClient')
  const { libellen1, libellen2, libellen3 } = client.data
  return {
    clientNumber,
    names: [libellen1, libellen2, libellen3].filter((name) => name !== ''),
  }
}

/** The address of the payment page, where the browser of the parent is sent. */
export function paymentPage(idOp: string): string {
  return `${env.payfipPageUrl}?idop=${encodeURIComponent(idOp)}`
}

async function paymentDetail(idOp: string, options: CallOptions): Promise<PaymentDetail> {
  // The capital matters: « idop » is answered P1, even for a payment just opened.
  const fields = await callService('recupererDetailPaiementSecurise', { idOp }, options)
  const parsed = detailSchema.safeParse(fields)
  if (!parsed.success) throw unreadable('recupererDetailPaiementSecurise')
  const { resultrans, numauto, dattrans, heurtrans, numcli, refdet, montant, saisie } = parsed.data
  return {
    result: resultrans,
    authorisation: numauto || null,
    at: transactionInstant(dattrans, heurtrans),
    clientNumber: numcli ?? null,
    reference: refdet ?? null,
    amount: montant !== undefined && /^\d{1,11}$/.test(montant) ? Number(montant) : null,
    mode: saisie ?? null,
  }
}

/** « 24112026 » and « 0932 », on the wall clock of Paris. */
function transactionInstant(date = '', time = ''): Date | null {
  const day = parseDay(date.replace(/^(\d{2})(\d{2})(\d{4})$/, '$3-$2-$1'))
  const hour = /^\d{4}$/.test(time) ? parseWallTime(`${time.slice(0, 2)}:${time.slice(2)}`) : null
  return day && hour && instantInParis(day, hour)
}

/** In the alphabetical order of the service's own description. */
function fieldsOf(order: PaymentOrder): Record<string, string> {
  return {
    exer: String(order.year),
    mel: order.email,
    montant: String(order.amount),
    numcli: order.clientNumber,
    objet: paymentSubject(order.subject),
    refdet: order.reference,
    saisie: order.mode,
    urlnotif: order.notificationUrl,
    urlredirect: order.returnUrl,
  }
}
