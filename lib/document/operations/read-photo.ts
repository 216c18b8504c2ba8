import 'server-only'
import type { Actor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { openPhoto, type PhotoSize } from '../photo-bytes'
import { photoScope } from '../scope'

/** A photo of a child, for who may see the child. @throws NotFound for others */
export async function readPhoto(actor: Actor, photoId: string, size: PhotoSize): Promise<Buffer> {
  if (!isIdentifier(photoId)) throw new NotFound()
  const photo = await db.childPhoto.findFirst({
    where: { id: photoId, AND: photoScope(actor) },
    select: { largeEncrypted: size === 'large', smallEncrypted: size === 'small' },
  })
  const hidden = photo && (size === 'large' ? photo.largeEncrypted : photo.smallEncrypted)
  if (!hidden) throw new NotFound()
  return openPhoto(photoId, size, hidden)
}
