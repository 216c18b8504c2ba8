import { randomToken } from '@/lib/core/crypto'
import { expiryOfCode } from '@/lib/subscription/rules/validity'
import type { Seed } from './families'

/**
 * The letters that were posted to who is not subscribed: most codes still serve, some expired, some guardians
 * never got one. Nobody knows these codes; that of nouveau@demo.example is made at each start.
 */
export async function seedCodes({ db, random, at }: Seed): Promise<void> {
  const guardians = await db.guardian.findMany({
    where: { subscriptions: { none: { endedAt: null } } },
    select: { id: true },
    orderBy: [{ lastName: 'asc' }, { firstNames: 'asc' }],
  })
  const daysAgo = (days: number) => new Date(at.getTime() - days * 86_400_000)
  await db.subscriberCode.createMany({
    data: guardians.flatMap(({ id }) => {
      if (random.chance(0.15)) return []
      const createdAt = random.chance(0.15) ? daysAgo(260) : daysAgo(21)
      return [{ guardianId: id, codeHmac: randomToken(), createdAt, expiresAt: expiryOfCode(createdAt) }]
    }),
  })
}
