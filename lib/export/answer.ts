import 'server-only'
import { Readable } from 'node:stream'
import { dayInParis } from '@/lib/core/day'
import { exportPdf } from './pdf/export-pdf'
import { openFile, type FamilyCopy } from './queries/files'
import type { CopyFormat } from './schema'
import { zipOf } from './zip'

const TYPES: Record<CopyFormat, string> = {
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
  zip: 'application/zip',
}

/** A copy as a file that is downloaded, and that nothing on its way keeps. */
export function sendCopy(
  { copy, files }: FamilyCopy,
  format: CopyFormat,
  { brandColour }: { brandColour: string },
): Response {
  const at = new Date(copy.exportedAt)
  const name = `donnees-famille-${dayInParis(at)}`
  const headers = {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="${name}.${format}"`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  }
  const json = JSON.stringify(copy, null, 2)
  if (format === 'json') return new Response(json, { headers })
  const pdf = () => exportPdf(copy, brandColour)
  const stream =
    format === 'pdf'
      ? pdf()
      : zipOf(
          [
            { path: `${name}.pdf`, open: async () => pdf() },
            { path: `${name}.json`, open: async () => [Buffer.from(json)] },
            ...files.map((file) => ({ path: file.path, open: () => openFile(file) })),
          ],
          at,
        )
  return new Response(Readable.toWeb(stream) as ReadableStream, { headers })
}
