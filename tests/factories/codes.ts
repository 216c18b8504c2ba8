import { randomInt } from 'node:crypto'
import { keyedDigest } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import type { Guardian, SubscriberCode } from '@/lib/generated/prisma/client.ts'
import { newCode, type Code } from '@/lib/subscription/rules/code'
import { expiryOfCode } from '@/lib/subscription/rules/validity'
import { CREATED_AT } from './accounts'

type CodeInput = Partial<Omit<SubscriberCode, 'guardianId' | 'codeHmac'>> & { code?: Code }

/** A code of a guardian, as its letter tells it and as it is stored: usable for six months from `createdAt`. */
export async function createCode(
  db: Tx,
  guardian: Pick<Guardian, 'id'>,
  { code = newCode(randomInt), createdAt = CREATED_AT, ...values }: CodeInput = {},
): Promise<{ id: string; code: Code }> {
  const { id } = await db.subscriberCode.create({
    data: {
      createdAt,
      expiresAt: expiryOfCode(createdAt),
      ...values,
      guardianId: guardian.id,
      codeHmac: keyedDigest('subscriber-code', code),
    },
    select: { id: true },
  })
  return { id, code }
}
