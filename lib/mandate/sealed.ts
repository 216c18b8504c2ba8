import 'server-only'
import { decrypt, encrypt } from '@/lib/core/crypto'

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
