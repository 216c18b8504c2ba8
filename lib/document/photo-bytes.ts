import 'server-only'
import { decryptBytes, encryptBytes } from '@/lib/core/crypto'

export type PhotoSize = 'large' | 'small'

const place = (id: string, size: PhotoSize) => ({ table: 'ChildPhoto', column: `${size}Encrypted`, id })

/** The two columns of a photo, encrypted and bound to their row. */
export function sealPhoto(id: string, { large, small }: Record<PhotoSize, Uint8Array>) {
  return {
    largeEncrypted: new Uint8Array(encryptBytes(large, place(id, 'large'))),
    smallEncrypted: new Uint8Array(encryptBytes(small, place(id, 'small'))),
  }
}

/** A size of a photo in clear. @throws when it was altered or moved to another row */
export function openPhoto(id: string, size: PhotoSize, hidden: Uint8Array): Buffer {
  return decryptBytes(hidden, place(id, size))
}
