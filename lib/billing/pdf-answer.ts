import 'server-only'
import { Readable } from 'node:stream'
import { NotFound } from '@/lib/core/errors'
import { notHere } from '@/lib/core/route-answers'

/** A PDF as the answer of a route, sent while it is drawn and kept by no cache; 404 where what it is made from is not found. */
export async function pdfAnswer(make: () => Promise<{ pdf: Readable; fileName: string }>): Promise<Response> {
  try {
    const { pdf, fileName } = await make()
    return new Response(Readable.toWeb(pdf) as ReadableStream, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${fileName}"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    })
  } catch (error) {
    if (error instanceof NotFound) return notHere()
    throw error
  }
}
