import 'server-only'
import { decrypt, encrypt } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import type { SepaFormat } from '@/lib/generated/prisma/enums.ts'
import type { Collector } from './rules/pain-008'

/** How the collectivité collects; `account` is null until it is set. */
export type Collection = {
  account: { iban: string; bic: string | null } | null
  siret: string | null
  format: SepaFormat
  notice: number
}

/** Whom debits are collected for, by which file, told how many days before; for whom the creditor collects. */
export type Collecting = Pick<Collection, 'format' | 'notice'> & { creditor: Collector; authority: string }

const place = (table: 'Authority' | 'DebitBatch', id: string) => ({
  table,
  column: 'creditorIbanEncrypted',
  id,
})

/** The account of the collectivité, as its row keeps it. */
export const sealAccount = (iban: string): string => encrypt(iban, place('Authority', '1'))

/** The account that a batch credits, as its row keeps it. */
export const sealBatchAccount = (batchId: string, iban: string): string =>
  encrypt(iban, place('DebitBatch', batchId))

/** The account that a batch credits. @throws as `decrypt` */
export const openBatchAccount = (batchId: string, hidden: string): string =>
  decrypt(hidden, place('DebitBatch', batchId))

const COLUMNS = {
  ...{ name: true, creditorName: true, creditorAddress: true, creditorIcs: true },
  ...{ creditorIbanEncrypted: true, creditorBic: true, creditorSiret: true },
  ...{ sepaFormat: true, debitNoticeDays: true },
} as const

const readRow = (tx: Tx) => tx.authority.findUniqueOrThrow({ where: { id: 1 }, select: COLUMNS })

type Row = Awaited<ReturnType<typeof readRow>>

const collectionOf = (row: Row): Collection => ({
  account: row.creditorIbanEncrypted
    ? { iban: decrypt(row.creditorIbanEncrypted, place('Authority', '1')), bic: row.creditorBic }
    : null,
  ...{ siret: row.creditorSiret, format: row.sepaFormat, notice: row.debitNoticeDays },
})

/** How the collectivité collects, as the settings have it. */
export async function readCollection(tx: Tx): Promise<Collection> {
  return collectionOf(await readRow(tx))
}

/** What debits are collected with; null until the creditor and the account are both set. */
export async function readCollecting(tx: Tx): Promise<Collecting | null> {
  const row = await readRow(tx)
  const { account, siret, format, notice } = collectionOf(row)
  const { name: authority, creditorName: name, creditorAddress: address, creditorIcs: ics } = row
  if (!name || !address || !ics || !account) return null
  return { authority, format, notice, creditor: { name, address, ics, siret, ...account } }
}
