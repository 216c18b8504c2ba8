import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { version } from 'pdfjs-dist/package.json'

/** What the viewer of PDFs loads beside its code, by the word that its address has: where pdf.js keeps it, and which files. */
const PARTS = {
  worker: { folder: 'legacy/build', files: /^pdf\.worker\.min\.mjs$/, type: 'text/javascript' },
  cmaps: { folder: 'cmaps', files: /^[\w-]+\.bcmap$/, type: 'application/octet-stream' },
  fonts: { folder: 'standard_fonts', files: /^[\w-]+\.(pfb|ttf)$/, type: 'application/octet-stream' },
  wasm: { folder: 'wasm', files: /^(openjpeg|jbig2)\.wasm$/, type: 'application/wasm' },
} as const

/** A file of pdf.js that the viewer asks for; null for any other, and for those of another version. */
export async function viewerPart(
  asked: string,
  part: string,
  file: string,
): Promise<{ bytes: Buffer<ArrayBuffer>; type: string } | null> {
  if (asked !== version || !Object.hasOwn(PARTS, part)) return null
  const { folder, files, type } = PARTS[part as keyof typeof PARTS]
  if (!files.test(file)) return null
  try {
    return { bytes: await readFile(path.join(process.cwd(), 'node_modules/pdfjs-dist', folder, file)), type }
  } catch {
    return null
  }
}
