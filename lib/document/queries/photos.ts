import 'server-only'
import type { Actor, Parent } from '@/lib/core/actor'
import { formatInstant } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf, scopeOf } from '@/lib/core/scope'
import { photoScope } from '../scope'

/** The addresses of the photos in force of children, for the discs of the screens: by child. */
export async function photosOf(actor: Actor, childIds: readonly string[]): Promise<Map<string, string>> {
  if (childIds.length === 0) return new Map()
  const photos = await db.childPhoto.findMany({
    where: { childId: { in: [...childIds] }, state: 'ACCEPTED', AND: photoScope(actor) },
    select: { id: true, childId: true },
  })
  return new Map(photos.map(({ id, childId }) => [childId, `/photos/${id}?taille=petite`]))
}

/** What the page of a child's photo shows. */
export type ChildPhotos = {
  childId: string
  firstName: string
  colour: number
  inForce: { id: string } | null
  waiting: { id: string; own: boolean; sent: string } | null
  /** Why the last one was not accepted, until another is handed in. */
  refused: { reason: string } | null
}

/** The photos of a child of the parent; null when it is not theirs. */
export async function childPhotos(parent: Parent, childId: string): Promise<ChildPhotos | null> {
  if (!isIdentifier(childId)) return null
  const child = await db.child.findFirst({
    where: { id: childId, AND: scopeOf(parent).child },
    select: {
      firstNames: true,
      colour: true,
      photos: {
        select: {
          id: true,
          state: true,
          familyId: true,
          depositedAt: true,
          authorId: true,
          reason: true,
          author: { select: { firstName: true, lastName: true } },
        },
      },
    },
  })
  if (!child) return null
  const own = familyIdsOf(parent)
  const waiting = child.photos.find(({ state }) => state === 'PENDING')
  const refused = child.photos.find(({ state, familyId }) => state === 'REFUSED' && own.includes(familyId))
  const name = waiting?.author ? `${waiting.author.firstName} ${waiting.author.lastName}` : 'un responsable'
  return {
    childId,
    firstName: child.firstNames.split(' ')[0]!,
    colour: child.colour,
    inForce: child.photos.find(({ state }) => state === 'ACCEPTED') ?? null,
    waiting: waiting
      ? {
          id: waiting.id,
          own: own.includes(waiting.familyId),
          sent: `Envoyée par ${waiting.authorId === parent.accountId ? 'vous' : name} le ${formatInstant(waiting.depositedAt, 'long')}`,
        }
      : null,
    refused: refused?.reason ? { reason: refused.reason } : null,
  }
}
