import 'server-only'
import { Readable } from 'node:stream'
import { Zip, ZipDeflate } from 'fflate'
import { log } from '@/lib/core/log'

/** A file of an archive: its path, and its content, asked for when its turn comes; null leaves it out. */
export type ZipEntry = {
  path: string
  open: () => Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array> | null>
}

/** Files that are compressed already: making them smaller costs time and gains nothing. */
const COMPRESSED = /\.(jpg|pdf)$/

/** An archive that flows while it is made, one file in memory at a time. `at`: the instant that its files bear. */
export function zipOf(entries: Iterable<ZipEntry>, at: Date): Readable {
  return Readable.from(piecesOf(entries, at), { objectMode: false })
}

async function* piecesOf(entries: Iterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    made.push(piece)
  })
  try {
    for (const { path, open } of entries) {
      const content = await open()
      if (!content) continue
      const file = new ZipDeflate(path, { level: COMPRESSED.test(path) ? 0 : 6 })
      file.mtime = at
      zip.add(file)
      for await (const piece of content) {
        file.push(piece)
        yield* made.splice(0)
      }
      file.push(new Uint8Array(), true)
      yield* made.splice(0)
    }
    zip.end()
    yield* made.splice(0)
  } catch (error) {
    // The download breaks off: an archive that lacks a file must not pass for a whole one.
    log.error({ err: error }, 'archive could not be made')
    throw error
  }
}
