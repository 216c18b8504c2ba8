import 'server-only'
import { decryptBytes, encryptBytes } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import { z } from 'zod'
import { FILE_KINDS, type FileKind, type Mapping } from './rules/columns'
import { decode } from './reading/detect'
import { ENCODINGS, SEPARATORS, type Encoding, type Separator } from './rules/format'

/** What an agent chose for a file: where its columns go, and for enrollments which activity each name is. */
export type FileMapping = {
  columns: Mapping
  /** Folded name in the file → activity of the portal. */
  activities: Record<string, number>
}

const fileMapping = z.object({
  columns: z.record(z.string(), z.number().int().nonnegative()),
  activities: z.record(z.string(), z.number().int()).default({}),
})

/** Reads a mapping from its column in the database. @throws when it is not one */
export function parseMapping(stored: unknown): FileMapping {
  return fileMapping.parse(stored)
}

/** A file of an import, its text in clear. */
export type OpenFile = {
  kind: FileKind
  name: string
  encoding: Encoding
  separator: Separator
  headings: string[]
  lineCount: number
  mapping: FileMapping
  text: string
}

const place = (id: string) => ({ table: 'ImportFile', column: 'contentEncrypted', id })

/** The content of a file as it is stored until its import ends. */
export function sealContent(id: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encryptBytes(bytes, place(id)))
}

/** The bytes of a stored file. */
export function openContent(id: string, contentEncrypted: Uint8Array): Uint8Array {
  return decryptBytes(contentEncrypted, place(id))
}

/** The files of an import whose contents are still there, in the order in which they are read. */
export async function openFiles(tx: Tx, runId: string): Promise<OpenFile[]> {
  const rows = await tx.importFile.findMany({ where: { runId, contentEncrypted: { not: null } } })
  const files = rows.map(({ id, contentEncrypted, mapping, ...row }) => {
    const encoding = z.enum(ENCODINGS).parse(row.encoding)
    return {
      ...row,
      encoding,
      separator: z.enum(SEPARATORS).parse(row.separator),
      mapping: parseMapping(mapping),
      text: decode(openContent(id, contentEncrypted!), encoding),
    }
  })
  return files.sort((a, b) => FILE_KINDS.indexOf(a.kind) - FILE_KINDS.indexOf(b.kind))
}
