import type { Day } from '@/lib/core/day'
import { signsOf } from '@/lib/mandate/rules'

/** How many signs chance gives to a batch: 31^8, about 8·10^11. */
export const REFERENCE_RANDOM = 8

/**
 * The reference of a batch, « PRLV-20261215-… »: the MsgId of its file, of 22 signs out of the 35 that it may have.
 *
 * @param random REFERENCE_RANDOM bytes
 */
export function batchReference(collectedOn: Day, random: Uint8Array): string {
  return `PRLV-${collectedOn.replaceAll('-', '')}-${signsOf(random.subarray(0, REFERENCE_RANDOM))}`
}

/** What the bank and the family know the nth debit of an invoice by (EndToEndId): « 2026-000042-1 », one of a kind. */
export function endToEndId(invoiceNumber: string, nth: number): string {
  return `${invoiceNumber}-${nth}`
}

/** The part of a file that holds the debits of a batch (PmtInfId): a file has one. */
export function partId(reference: string): string {
  return `${reference}-1`
}

/** The batch of a part of a file. */
export function referenceOfPart(part: string): string {
  return part.replace(/-1$/, '')
}
