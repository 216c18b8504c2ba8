import 'server-only'
import { decrypt, encrypt } from '@/lib/core/crypto'
import type { Creditor } from './rules'

/** What a mandate says of the debtor, in clear. */
export type Debtor = { holder: string; address: string; iban: string; bic: string | null }

/** The columns of a mandate that hold it, encrypted for their row. */
export type SealedDebtor = {
  holderEncrypted: string
  addressEncrypted: string
  ibanEncrypted: string
  bicEncrypted: string | null
}

const placeOf = (id: string, column: keyof SealedDebtor) => ({ table: 'SepaMandate', column, id })

/** The debtor as the row of a mandate keeps it. */
export function sealDebtor(id: string, { holder, address, iban, bic }: Debtor): SealedDebtor {
  const hide = (column: keyof SealedDebtor, clear: string) => encrypt(clear, placeOf(id, column))
  return {
    holderEncrypted: hide('holderEncrypted', holder),
    addressEncrypted: hide('addressEncrypted', address),
    ibanEncrypted: hide('ibanEncrypted', iban),
    bicEncrypted: bic === null ? null : hide('bicEncrypted', bic),
  }
}

/** The debtor of a mandate. @throws as `decrypt` */
export function openDebtor({ id, ...row }: SealedDebtor & { id: string }): Debtor {
  const read = (column: keyof SealedDebtor, hidden: string) => decrypt(hidden, placeOf(id, column))
  return {
    holder: read('holderEncrypted', row.holderEncrypted),
    address: read('addressEncrypted', row.addressEncrypted),
    iban: read('ibanEncrypted', row.ibanEncrypted),
    bic: row.bicEncrypted && read('bicEncrypted', row.bicEncrypted),
  }
}

/** What is read of a mandate to open its debtor. */
export const SEALED_COLUMNS = {
  id: true,
  holderEncrypted: true,
  addressEncrypted: true,
  ibanEncrypted: true,
  bicEncrypted: true,
} as const

/** A mandate as it was signed, whole: for its PDF. */
export type SignedMandate = {
  rum: string
  textVersion: number
  creditor: Creditor
  debtor: Debtor
  place: string
  signerName: string
  signedAt: Date
  revokedAt: Date | null
}

/** What is read of a mandate to open it whole. */
export const SIGNED_COLUMNS = {
  ...SEALED_COLUMNS,
  rum: true,
  textVersion: true,
  creditorName: true,
  creditorAddress: true,
  creditorIcs: true,
  place: true,
  signerName: true,
  signedAt: true,
  revokedAt: true,
} as const

type SignedRow = SealedDebtor &
  Omit<SignedMandate, 'creditor' | 'debtor'> & {
    id: string
    creditorName: string
    creditorAddress: string
    creditorIcs: string
  }

/** A mandate of its row, whole. @throws as `decrypt` */
export function openMandate({
  creditorName,
  creditorAddress,
  creditorIcs,
  ...row
}: SignedRow): SignedMandate {
  const { rum, textVersion, place, signerName, signedAt, revokedAt } = row
  const creditor = { name: creditorName, address: creditorAddress, ics: creditorIcs }
  return { rum, textVersion, place, signerName, signedAt, revokedAt, creditor, debtor: openDebtor(row) }
}
