import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { visibleUnits } from '@/lib/dossier/fields'
import { isAboutRow, scopeOfRow, sealedRow, tableOf, unsealRow } from '@/lib/dossier/rows'
import type { SealedValues } from '@/lib/dossier/secrets'
import { findSection, type Dossier } from '@/lib/dossier/sections'
import type { Creditor } from './rules'
import type { Debtor } from './sealed'

/** The account in force of a family, and who signs for it. */
export type OwnAccount = {
  debtor: Debtor | null
  familyName: string
  signerName: string
  /** Whether the signer's own address is known: a mandate bears it. */
  hasAddress: boolean
  /** Whether a change of the account waits for the collectivité. */
  accountWaits: boolean
}

type Row = {
  sealed: SealedValues
  familyName: string
  signerName: string
  accountWaits: boolean
  addressLine: string | null
  addressComplement: string | null
  postalCode: string | null
  city: string | null
}

/**
 * The account of a parent's own family, as a mandate bears it; null when the family is not theirs, or families do not
 * see bank data. `lock`: the family's row is locked, so that the account stays until the end of the transaction.
 */
export async function ownAccount(
  tx: Tx,
  parent: Parent,
  dossier: Dossier,
  familyId: string,
  lock: 'LOCK' | 'READ',
): Promise<OwnAccount | null> {
  const section = findSection(dossier, 'family', 'bank')
  if (!section || visibleUnits(section).length === 0) return null
  const guardianId = parent.guardians.find((guardian) => guardian.familyId === familyId)?.guardianId
  if (!guardianId) return null
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT ${sealedRow('family')} AS sealed, t.name AS "familyName", split_part(g."firstNames", ' ', 1) || ' ' || g."lastName" AS "signerName",
      g."addressLine", g."addressComplement", g."postalCode", g.city,
      EXISTS (SELECT 1 FROM "PendingChange" c WHERE ${isAboutRow('family')} AND c.section = 'bank' AND c.state = 'PENDING') AS "accountWaits"
    FROM ${tableOf('family')} t JOIN "Guardian" g ON g.id = ${guardianId}::uuid
    WHERE t.id = ${familyId}::uuid AND ${scopeOfRow('family', parent)}
    ${lock === 'LOCK' ? Prisma.sql`FOR NO KEY UPDATE OF t` : Prisma.empty}`
  if (!row) return null
  const { addressLine, addressComplement, postalCode, city } = row
  const hasAddress = Boolean(addressLine && postalCode && city)
  const { bankHolder, iban, bic } = unsealRow('family', familyId, row.sealed, [section])
  return {
    debtor: iban
      ? {
          holder: bankHolder ?? '',
          address: [addressLine, addressComplement, [postalCode, city].filter(Boolean).join(' ')]
            .filter(Boolean)
            .join(', '),
          iban,
          bic: bic ?? null,
        }
      : null,
    familyName: row.familyName,
    signerName: row.signerName,
    hasAddress,
    accountWaits: row.accountWaits,
  }
}

/** The creditor of the collectivité, or null when it collects nothing by direct debit. */
export async function readCreditor(tx: Tx): Promise<Creditor | null> {
  const row = await tx.authority.findUniqueOrThrow({
    where: { id: 1 },
    select: { creditorName: true, creditorAddress: true, creditorIcs: true },
  })
  const { creditorName: name, creditorAddress: address, creditorIcs: ics } = row
  return name && address && ics ? { name, address, ics } : null
}
