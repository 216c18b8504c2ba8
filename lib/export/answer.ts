import 'server-only'
import { Readable } from 'node:stream'
import { dayInParis } from '@/lib/core/day'
import type { FamilyExport } from './format'
import { exportPdf } from './pdf/export-pdf'

/** A copy as a file that is downloaded, and that nothing on its way keeps. */
export function sendCopy(
  copy: FamilyExport,
  format: 'json' | 'pdf',
  { brandColour }: { brandColour: string },
): Response {
  const day = dayInParis(new Date(copy.exportedAt))
  const headers = {
    'content-type': format === 'json' ? 'application/json; charset=utf-8' : 'application/pdf',
    'content-disposition': `attachment; filename="donnees-famille-${day}.${format}"`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  }
  if (format === 'json') return new Response(JSON.stringify(copy, null, 2), { headers })
  return new Response(Readable.toWeb(exportPdf(copy, brandColour)) as ReadableStream, { headers })
}
