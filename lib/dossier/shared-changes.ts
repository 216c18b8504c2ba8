import 'server-only'
import { env } from '@/lib/core/env'
import type { Mail } from '@/lib/core/mail'
import type { Tx } from '@/lib/core/db'
import type { Section } from './fields'
import { followersOf } from './followers'
import { sharedChangeMail } from './messages'
import { mailTitle } from './sections'

/** A change that took effect, asked by a family or made by an agent for it. */
type Change = { id: string; familyId: string; childId: string | null; section: Section }

/** What took effect of a child that two families may share, in two words: `title`. */
type News = { id: string; familyId: string; childId: string; title: string }

/** The mails that tell the other family of a child what changed in the sections that both share: as `newsMails`. */
export async function sharedChangeMails(tx: Tx, changes: readonly Change[]): Promise<Mail[]> {
  const news = changes.flatMap(({ id, familyId, childId, section }): News[] =>
    childId !== null && section.parents === 'SHARED'
      ? [{ id, familyId, childId, title: mailTitle(section) }]
      : [],
  )
  return newsMails(tx, news)
}

/** The mails that tell the other family of a child that its photo is another, or is no more. `id`: of what happened. */
export async function sharedPhotoMails(tx: Tx, photo: Omit<News, 'title'>): Promise<Mail[]> {
  return newsMails(tx, [{ ...photo, title: 'Photo' }])
}

/** One mail per account of the other family and child: the titles alone, no value (PRODUCT §4). */
async function newsMails(tx: Tx, shared: readonly News[]): Promise<Mail[]> {
  const followers = await followersOf(
    tx,
    shared.map(({ childId }) => childId),
  )
  const follows = (accountId: string, { childId, familyId }: News) =>
    followers.some(
      (one) => one.accountId === accountId && one.childId === childId && one.familyId === familyId,
    )
  const told = new Map(followers.map((one) => [`${one.accountId} ${one.childId}`, one]))
  return [...told.values()].flatMap(({ accountId, childId, firstName, email }) => {
    const news = shared.filter((change) => change.childId === childId && !follows(accountId, change))
    if (news.length === 0) return []
    const titles = [...new Set(news.map(({ title }) => title))]
    return {
      kind: 'change.shared',
      to: email,
      // A change takes effect once: the first of the letter names it.
      idempotencyKey: `change.shared:${news[0]!.id}:${accountId}`,
      content: sharedChangeMail(firstName, titles, `${env.appUrl}/famille/dossier/enfant/${childId}`),
    }
  })
}
