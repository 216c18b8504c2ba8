import 'server-only'
import { randomInt } from 'node:crypto'
import type { AgentActor } from '../../core/actor'
import { recordEvents } from '../../core/audit'
import { keyedDigest } from '../../core/crypto'
import { db } from '../../core/db'
import { NotFound } from '../../core/errors'
import { requirePermission } from '../../core/permissions'
import { newCode, type Code } from '../rules/code'
import { expiryOfCode } from '../rules/validity'
import type { LettersTarget } from '../schema'
import { insertCodes, lockGuardians, revokeOpenCodes, type Recipient } from '../statements'

/** A guardian and the code just made for them. It exists in clear here only, for the letter. */
export type IssuedCode = Recipient & { code: Code; expiresAt: Date }

/**
 * Makes a new code for each guardian that is meant, and revokes the ones they had not used. A fixed number
 * of statements, whatever the number of guardians. Returns the clear codes, by family and guardian's name.
 * @throws NotFound without the permission, and when the family or guardian does not exist.
 */
export async function issueCodes(agent: AgentActor, target: LettersTarget, at: Date): Promise<IssuedCode[]> {
  requirePermission(agent, 'code.manage')
  return db.$transaction(async (tx) => {
    const recipients = await lockGuardians(tx, target, at)
    if (recipients.length === 0 && (target.target === 'FAMILY' || target.target === 'GUARDIAN'))
      throw new NotFound()
    const expiresAt = expiryOfCode(at)
    const issued = recipients.map((recipient) => ({ ...recipient, code: newCode(randomInt), expiresAt }))
    const rows = issued.map(({ guardianId, code }) => ({
      guardianId,
      codeHmac: keyedDigest('subscriber-code', code),
    }))
    await revokeOpenCodes(tx, rows, at)
    await insertCodes(tx, rows, at, expiresAt)
    await recordEvents(
      tx,
      agent,
      at,
      issued.map(({ guardianId, familyId }) => ({ action: 'code.issue', familyId, guardianId })),
    )
    return issued
  })
}
