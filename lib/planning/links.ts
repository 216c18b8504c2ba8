import 'server-only'
import { randomToken, tokenHash } from '@/lib/core/crypto'
import { dayInParis, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { LinkPurpose } from '@/lib/generated/prisma/enums.ts'
import type { PeriodInput } from './schema'

/** A child on one day of an activity. */
export type LinkedCell = { childId: string; activityId: number; day: Day }

type NewLink = { accountId: string; purpose: LinkPurpose; cells: readonly LinkedCell[]; expiresAt: Date }

/** Makes links that do one thing for an account, and returns their secrets, in order: one statement. */
export async function createLinks(tx: Tx, links: readonly NewLink[], at: Date): Promise<string[]> {
  if (links.length === 0) return []
  const tokens = links.map(randomToken)
  await tx.mailLink.createMany({
    data: links.map(({ cells, ...link }, index) => ({
      ...link,
      tokenHash: tokenHash(tokens[index]!),
      cells: cells.map(({ childId, activityId, day }) => ({ childId, activityId, day })),
      createdAt: at,
    })),
  })
  return tokens
}

/** A link and what it is worth now. Unknown is also one of another purpose. */
export type ReadLink =
  | { state: 'unknown' }
  | {
      state: 'valid' | 'used' | 'expired'
      id: string
      accountId: string
      cells: LinkedCell[]
      expiresAt: Date
    }

/** The link behind a secret, if it is one of that purpose. The second of its end still counts. */
export async function readLink(client: Tx, token: string, purpose: LinkPurpose, at: Date): Promise<ReadLink> {
  const link = await client.mailLink.findUnique({ where: { tokenHash: tokenHash(token), purpose } })
  if (!link) return { state: 'unknown' }
  const { id, accountId, usedAt, expiresAt } = link
  const state = usedAt ? 'used' : at.getTime() >= expiresAt.getTime() + 1000 ? 'expired' : 'valid'
  return { state, id, accountId, expiresAt, cells: link.cells as LinkedCell[] }
}

/** What the link of a reminder asks for, as the form for a period would; its days alone. Sent twice, it is one request. */
export function periodOfLink(
  id: string,
  cells: readonly LinkedCell[],
  at: Date,
): PeriodInput & { cells: LinkedCell[] } {
  const today = dayInParis(at)
  const asked = cells.filter(({ day }) => day >= today)
  const days = asked.map(({ day }) => day).sort()
  return {
    kind: 'RESERVATION',
    childIds: [...new Set(asked.map(({ childId }) => childId))],
    activityIds: [...new Set(asked.map(({ activityId }) => activityId))],
    from: days[0] ?? today,
    to: days.at(-1) ?? today,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    comment: null,
    absenceReason: null,
    announced: [],
    key: id,
    cells: asked,
  }
}
