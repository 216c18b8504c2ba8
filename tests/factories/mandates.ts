import { randomUUID } from 'node:crypto'
import type { Tx } from '@/lib/core/db'
import { TEXT_VERSION } from '@/lib/mandate/messages'
import { sealDebtor, type Debtor } from '@/lib/mandate/sealed'
import type { Prisma, SepaMandate } from '@/lib/generated/prisma/client.ts'

/** Whom mandates are signed for, unless told otherwise: the check digits are those of the rule (REFERENCE §6.2). */
export const CREDITOR = {
  creditorName: 'Trésorerie de Vallombreuse',
  creditorAddress: '3 rue de la Poste, 45990 Vallombreuse',
  creditorIcs: 'FR72ZZZ123456',
}

const DEBTOR: Debtor = {
  holder: 'Sofia Delmas',
  address: '12 rue des Tilleuls, 45990 Vallombreuse',
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPP',
}

/** A mandate that a family signed. */
export async function createMandate(
  db: Tx,
  family: { id: string },
  { debtor = DEBTOR, ...values }: Partial<Prisma.SepaMandateUncheckedCreateInput> & { debtor?: Debtor } = {},
): Promise<SepaMandate> {
  const id = randomUUID()
  return db.sepaMandate.create({
    data: {
      id,
      familyId: family.id,
      rum: `EF-TEST-${id.slice(0, 8).toUpperCase()}`,
      textVersion: TEXT_VERSION,
      ...sealDebtor(id, debtor),
      ...CREDITOR,
      place: 'Vallombreuse',
      signerName: debtor.holder,
      signedAt: new Date('2026-09-01T08:00:00Z'),
      ...values,
    },
  })
}
