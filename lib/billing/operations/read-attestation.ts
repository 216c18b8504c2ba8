import 'server-only'
import type { Actor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { familyIdsOf } from '@/lib/core/scope'
import { readChildcare } from '../childcare-sql'
import { payerOfFamily, type Payer } from '../payer-sql'
import { attestationOf, standingPayments, yearsPaid, type Attestation } from '../rules/attestation'

/** An attestation and who it is addressed to. `madeOn`: the day of its figures. */
export type AttestationDocument = Payer & Attestation & { familyName: string; madeAt: Date; madeOn: Day }

/**
 * Reads what a family paid for childcare in a year for its PDF, and writes in the journal that it was read.
 *
 * @throws NotFound when the family is not one of the parent's, the agent may not read invoices, or it paid nothing that year
 */
export async function readAttestation(
  actor: Actor,
  { familyId, year }: { familyId: string; year: number },
  at: Date,
): Promise<AttestationDocument> {
  if (!isIdentifier(familyId)) throw new NotFound()
  if (actor.kind === 'agent') requirePermission(actor, 'billing.read')
  else if (!familyIdsOf(actor).includes(familyId)) throw new NotFound()
  return db.$transaction(async (tx) => {
    const [row] = await readChildcare(tx, [familyId])
    if (!row || !yearsPaid(standingPayments(row.payments)).includes(year)) throw new NotFound()
    await recordEvent(tx, actor, at, {
      ...{ action: 'attestation.read', familyId, subject: familyId, detail: { year } },
    })
    return {
      ...attestationOf(row.children, row.invoices, row.payments, year),
      ...(await payerOfFamily(tx, familyId)),
      ...{ familyName: row.familyName, madeAt: at, madeOn: dayInParis(at) },
    }
  })
}
