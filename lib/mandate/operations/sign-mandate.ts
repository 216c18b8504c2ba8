import 'server-only'
import { randomBytes, randomUUID } from 'node:crypto'
import type { Parent } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import { dayInParis } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { maskIban } from '@/lib/core/iban'
import { isIdentifier } from '@/lib/core/identifier'
import { readDossier } from '@/lib/dossier/settings'
import { ownAccount, readCreditor } from '../account'
import { mailFamily } from '../mails'
import { MANDATE_MESSAGES, signedMail, TEXT_VERSION } from '../messages'
import { isOfAccount, RUM_RANDOM, rumOf } from '../rules'
import type { SignatureInput } from '../schema'
import { openDebtor, sealDebtor, SEALED_COLUMNS } from '../sealed'

/**
 * A guardian signs the mandate of their family, for the account in force. A mandate of another account is revoked by it.
 *
 * @returns the identifier of the mandate
 * @throws NotFound when the family is not the parent's; Refusal NO_CREDITOR, NO_ACCOUNT, NO_ADDRESS, MOVED when the
 * account is not the one shown, ALREADY when its mandate stands. Then nothing is written.
 */
export async function signMandate(parent: Parent, input: SignatureInput, at: Date): Promise<string> {
  const { familyId } = input
  if (!isIdentifier(familyId)) throw new NotFound()
  return db.$transaction(async (tx) => {
    const own = await ownAccount(tx, parent, await readDossier(tx), familyId, 'LOCK')
    if (!own) throw new NotFound()
    const creditor = await readCreditor(tx)
    if (!creditor) throw new Refusal('NO_CREDITOR', MANDATE_MESSAGES.noCreditor)
    const { debtor } = own
    if (!debtor) throw new Refusal('NO_ACCOUNT', MANDATE_MESSAGES.noAccount)
    if (!own.hasAddress) throw new Refusal('NO_ADDRESS', MANDATE_MESSAGES.noAddress)
    if (maskIban(debtor.iban) !== input.shown) throw new Refusal('MOVED', MANDATE_MESSAGES.moved)
    // The family's row is locked: this is the mandate that stands until the end.
    const active = await tx.sepaMandate.findFirst({
      where: { familyId, revokedAt: null },
      select: SEALED_COLUMNS,
    })
    if (active && isOfAccount(openDebtor(active), debtor.iban))
      throw new Refusal('ALREADY', MANDATE_MESSAGES.already)
    if (active) await tx.sepaMandate.update({ where: { id: active.id }, data: { revokedAt: at } })
    const id = randomUUID()
    const rum = rumOf(dayInParis(at), randomBytes(RUM_RANDOM))
    await tx.sepaMandate.create({
      data: {
        id,
        familyId,
        rum,
        textVersion: TEXT_VERSION,
        ...sealDebtor(id, debtor),
        creditorName: creditor.name,
        creditorAddress: creditor.address,
        creditorIcs: creditor.ics,
        place: input.place,
        signerName: own.signerName,
        signedAt: at,
        authorId: parent.accountId,
      },
    })
    await recordEvents(tx, parent, at, [
      ...(active ? [{ action: 'mandate.revoke', subject: active.id, familyId }] : []),
      { action: 'mandate.sign', subject: id, familyId },
    ])
    await mailFamily(tx, familyId, at, {
      kind: 'mandate.sign',
      key: id,
      content: (url) => signedMail(rum, own.signerName, url),
    })
    return id
  })
}
