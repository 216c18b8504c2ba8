import { requireAnyone } from '@/lib/core/actor'
import { NotFound } from '@/lib/core/errors'
import { notHere } from '@/lib/core/route-answers'
import { sentFile } from '@/lib/core/sent-file'
import { readPhoto } from '@/lib/document/operations/read-photo'

type Context = { params: Promise<{ photo: string }> }

/** A child's photo for who may see the child: 512 pixels, or 96 with `taille=petite`. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [actor, { photo }] = await Promise.all([requireAnyone(), params])
  const size = new URL(request.url).searchParams.get('taille') === 'petite' ? 'small' : 'large'
  try {
    const bytes = await readPhoto(actor, photo, size)
    return sentFile({ bytes, type: 'image/jpeg', fileName: 'photo.jpg', inline: true })
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    throw error
  }
}
