import { requireAnyone } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { notHere } from '@/lib/core/route-answers'
import { sentFile } from '@/lib/core/sent-file'
import { readPage } from '@/lib/document/operations/read-page'

type Context = { params: Promise<{ page: string }> }

/** A file of a document, for whom it exists: an image is shown, a PDF is downloaded. Each reading is journalled. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [actor, { page }] = await Promise.all([requireAnyone(), params])
  try {
    const { bytes, format, fileName } = await readPage(actor, page, now())
    const isImage = format === 'JPEG'
    return sentFile({ bytes, type: isImage ? 'image/jpeg' : 'application/pdf', fileName, inline: isImage })
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    throw error
  }
}
