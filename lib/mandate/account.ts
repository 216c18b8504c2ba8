import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { visibleUnits } from '@/lib/dossier/fields'
import { scopeOfRow, sealedRow, tableOf, unsealRow } from '@/lib/dossier/rows'
import type { SealedValues } from '@/lib/dossier/secrets'
import { findSection } from '@/lib/dossier/sections'
import { readDossier } from '@/lib/dossier/settings'
import type { Creditor } from './rules'
import type { Debtor } from './sealed'

/** The account in force of a family, and who signs for it. */
export type OwnAccount = {
  debtor: Debtor | null
  signerName: string
  /** Whether the signer's own address is known: a mandate bears it. */
  hasAddress: boolean
}

/**
 * The account of a parent's own family, as a mandate bears it; null when the family is not theirs, or families do not
 * see bank data. `lock`: the family's row is locked, so that the account stays until the end of the transaction.
 */
export async function ownAccount(
  tx: Tx,
  parent: Parent,
  familyId: string,
  lock: 'LOCK' | 'READ',
): Promise<OwnAccount | null> {
  const section = findSection(await readDossier(tx), 'family', 'bank')
  if (!section || visibleUnits(section).length === 0) return null
  const [row] = await tx.$queryRaw<{ sealed: SealedValues }[]>`
    SELECT ${sealedRow('family')} AS sealed FROM ${tableOf('family')} t
    WHERE t.id = ${familyId}::uuid AND ${scopeOfRow('family', parent)}
    ${lock === 'LOCK' ? Prisma.sql`FOR NO KEY UPDATE OF t` : Prisma.empty}`
  const guardianId = parent.guardians.find((guardian) => guardian.familyId === familyId)?.guardianId
  if (!row || !guardianId) return null
  const guardian = await tx.guardian.findUniqueOrThrow({
    where: { id: guardianId },
    select: {
      firstNames: true,
      lastName: true,
      addressLine: true,
      addressComplement: true,
      postalCode: true,
      city: true,
    },
  })
  const { addressLine, addressComplement, postalCode, city } = guardian
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
    signerName: `${guardian.firstNames.split(' ')[0]!} ${guardian.lastName}`,
    hasAddress,
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
