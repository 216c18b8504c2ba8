import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { queueMails } from '@/lib/core/mail'
import { newId } from '@/lib/core/new-id'
import { familyIdsOf, scopeOf } from '@/lib/core/scope'
import { sharedPhotoMails } from '@/lib/dossier/shared-changes'
import { checkPhotoFile, type ReceivedFile } from '../check-file'
import type { Crop } from '../check-image'
import { FILE_PROBLEMS, PHOTO_PROBLEMS } from '../messages'
import { sealPhoto } from '../photo-bytes'

/** A child of the parent, locked: what every write of its photos waits for, and the family that asks. */
async function lockOwnChild(tx: Tx, parent: Parent, childId: string): Promise<{ familyId: string }> {
  if (!isIdentifier(childId)) throw new NotFound()
  const child = await tx.child.findFirst({
    where: { id: childId, AND: scopeOf(parent).child },
    select: { guardianships: { select: { guardian: { select: { familyId: true } } } } },
  })
  if (!child) throw new NotFound()
  await tx.$queryRaw`SELECT id FROM "Child" WHERE id = ${childId}::uuid FOR NO KEY UPDATE`
  const own = familyIdsOf(parent)
  const familyId = child.guardianships.map(({ guardian }) => guardian.familyId).find((id) => own.includes(id))
  return { familyId: familyId! }
}

/**
 * Hands in the photo of a child, cut to a square; it waits for the collectivité beside the one in force, and takes
 * the place of one that the family had waiting.
 *
 * @throws NotFound when the child is not the parent's; Refusal with the file's problem, or ELSEWHERE when the
 * child's other family has one waiting. Then nothing is stored.
 */
export async function depositPhoto(
  parent: Parent,
  { childId, file, crop }: { childId: string; file: ReceivedFile; crop: Crop | null },
  at: Date,
): Promise<string> {
  await db.$transaction((tx) => lockOwnChild(tx, parent, childId))
  const photo = await checkPhotoFile(file, crop)
  if (typeof photo === 'string') throw new Refusal(photo, FILE_PROBLEMS[photo])
  return db.$transaction(async (tx) => {
    const { familyId } = await lockOwnChild(tx, parent, childId)
    const waiting = await tx.childPhoto.findFirst({
      where: { childId, state: 'PENDING' },
      select: { familyId: true },
    })
    if (waiting && !familyIdsOf(parent).includes(waiting.familyId))
      throw new Refusal('ELSEWHERE', PHOTO_PROBLEMS.ELSEWHERE)
    await tx.childPhoto.deleteMany({
      where: { childId, familyId: { in: familyIdsOf(parent) }, state: { in: ['PENDING', 'REFUSED'] } },
    })
    const id = newId(at)
    await tx.childPhoto.create({
      data: { id, childId, familyId, depositedAt: at, authorId: parent.accountId, ...sealPhoto(id, photo) },
    })
    await recordEvent(tx, parent, at, { action: 'photo.deposit', subject: id, familyId, childId })
    return id
  })
}

/**
 * Removes a photo at once, and its bytes with it: the one in force by any guardian of the child, one that waits or
 * was refused by the family that handed it in. The child’s other family is told that the one in force is gone.
 * @throws NotFound when it is not theirs to remove, or gone
 */
export async function removePhoto(parent: Parent, { photoId }: { photoId: string }, at: Date): Promise<void> {
  if (!isIdentifier(photoId)) throw new NotFound()
  await db.$transaction(async (tx) => {
    const known = await tx.childPhoto.findUnique({ where: { id: photoId }, select: { childId: true } })
    if (!known) throw new NotFound()
    const { childId } = known
    const { familyId } = await lockOwnChild(tx, parent, childId)
    const photo = await tx.childPhoto.findFirst({
      where: { id: photoId, OR: [{ state: 'ACCEPTED' }, { familyId: { in: familyIdsOf(parent) } }] },
      select: { state: true },
    })
    if (!photo) throw new NotFound()
    await tx.childPhoto.delete({ where: { id: photoId } })
    await recordEvent(tx, parent, at, { action: 'photo.withdraw', subject: photoId, familyId, childId })
    if (photo.state !== 'ACCEPTED') return
    const mails = await sharedPhotoMails(tx, { id: `${photoId}:removed`, familyId, childId })
    await queueMails(tx, mails, at)
  })
}
