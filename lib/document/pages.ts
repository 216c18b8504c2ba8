import 'server-only'
import { decryptBytes, encryptBytes } from '@/lib/core/crypto'
import { newId } from '@/lib/core/new-id'
import type { CheckedFile } from './check-file'

const place = (id: string) => ({ table: 'DocumentPage', column: 'contentEncrypted', id })

/** The row of a page, its content encrypted and bound to it. */
export function pageRow({ format, bytes }: CheckedFile, position: number, at: Date) {
  const id = newId(at)
  const contentEncrypted = new Uint8Array(encryptBytes(bytes, place(id)))
  return { id, position, format, size: bytes.length, contentEncrypted }
}

/** The content of a page in clear. @throws when it was altered or moved to another row */
export function pageContent({ id, contentEncrypted }: { id: string; contentEncrypted: Uint8Array }): Buffer {
  return decryptBytes(contentEncrypted, place(id))
}
