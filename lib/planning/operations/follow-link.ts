import 'server-only'
import { parentOfAccount, type Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import type { LinkPurpose } from '@/lib/generated/prisma/enums.ts'
import { periodOfLink, readLink, type LinkedCell } from '../links'
import { LINK_WORDS } from '../messages'
import { requestPeriod } from './request-period'
import { confirmOffer } from './withdraw'

/**
 * « Réserver ces journées »: books the days of a reminder's link, and these alone, as the form for a period would, in the
 * name of the account that it was sent to. What is no longer possible is left out, and the page says why. Once: two
 * clicks at once are one request.
 *
 * @throws Refusal LINK_UNKNOWN, LINK_USED, LINK_EXPIRED; NOTHING when no day can be asked for any more
 */
export async function bookLinkedDays(token: string, at: Date): Promise<void> {
  const { id, parent, cells } = await openLink(token, 'BOOK', at)
  const { numbers } = await requestPeriod(parent, periodOfLink(id, cells, at), at)
  if (numbers.length > 0) await endLink(id, parent, at)
}

/**
 * « Confirmer la place » by the link of an offer, without logging in.
 *
 * @throws Refusal LINK_UNKNOWN, LINK_USED, LINK_EXPIRED, and those of `confirmOffer`
 */
export async function confirmLinkedOffer(token: string, at: Date): Promise<void> {
  const { id, parent, cells } = await openLink(token, 'CONFIRM', at)
  try {
    await confirmOffer(parent, { ...cells[0]!, seen: 'OFFERED' }, at)
  } catch (error) {
    if (error instanceof NotFound) throw new Refusal('LINK_UNKNOWN', LINK_WORDS.unknown)
    throw error
  }
  await endLink(id, parent, at)
}

async function openLink(
  token: string,
  purpose: LinkPurpose,
  at: Date,
): Promise<{ id: string; parent: Parent; cells: LinkedCell[] }> {
  const link = await readLink(db, token, purpose, at)
  if (link.state === 'unknown') throw new Refusal('LINK_UNKNOWN', LINK_WORDS.unknown)
  if (link.state === 'used') throw new Refusal('LINK_USED', LINK_WORDS.used)
  if (link.state === 'expired') throw new Refusal('LINK_EXPIRED', LINK_WORDS.expired)
  const parent = await parentOfAccount(link.accountId)
  if (!parent) throw new Refusal('LINK_UNKNOWN', LINK_WORDS.unknown)
  return { id: link.id, parent, cells: link.cells }
}

// What the link does is done once by itself (the key of a request, the state of an offer): cut before this, it would do
// nothing more.
async function endLink(id: string, parent: Parent, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.mailLink.updateMany({ where: { id, usedAt: null }, data: { usedAt: at } })
    if (count > 0) await recordEvent(tx, parent, at, { action: 'link.use', subject: id })
  })
}
