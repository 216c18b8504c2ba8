import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { keyedDigest } from '@/lib/core/crypto'
import { db, type Tx } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { parseMapping, sealContent, type FileMapping } from '../files'
import { newId } from '@/lib/core/new-id'
import type { FileKind } from '../rules/columns'
import { decode, detect } from '../reading/detect'
import { OpenQuote, readTable } from '../reading/table'
import type { Encoding, FileProblem, Separator } from '../rules/format'
import { guessMapping, headingsSignature } from '../rules/headings'
import { tidy } from '../rules/text'
import { loadRun, moveRun } from '../runs'

export type Upload = { kind: FileKind; name: string; bytes: Uint8Array }
export type RefusedUpload = { kind: FileKind; problem: FileProblem }

type ReadUpload = Upload & { encoding: Encoding; separator: Separator; headings: string[]; lineCount: number }

/**
 * Keeps the files that an agent hands in, encrypted, each with its encoding, separator and a first guess
 * of its columns. Files that are no tables are refused one by one, the others stay. `runId` is an import
 * at its first step, whose files of the same kind are replaced; null begins an import.
 *
 * @returns the import, null when no file could be kept, and the refused files
 * @throws NotFound; Refusal STATE when the import is past its first step
 */
export async function receiveFiles(
  actor: AgentActor,
  { runId, uploads }: { runId: string | null; uploads: Upload[] },
  at: Date,
): Promise<{ runId: string | null; refused: RefusedUpload[] }> {
  requirePermission(actor, 'import.run')
  const refused: RefusedUpload[] = []
  const kept: ReadUpload[] = []
  for (const upload of uploads) {
    const read = await readUpload(upload)
    if (typeof read === 'string') refused.push({ kind: upload.kind, problem: read })
    else kept.push(read)
  }
  if (kept.length === 0) return { runId, refused }
  const id = await db.$transaction(async (tx) => {
    const run =
      runId ??
      (
        await tx.importRun.create({
          data: { id: newId(at), state: 'MAPPING', createdAt: at, authorId: actor.accountId },
        })
      ).id
    if (runId) {
      await loadRun(tx, actor, run)
      await moveRun(tx, run, ['MAPPING'], { failure: null })
    }
    for (const file of kept) await storeFile(tx, run, file, at)
    return run
  })
  return { runId: id, refused }
}

async function readUpload(upload: Upload): Promise<ReadUpload | FileProblem> {
  const detected = detect(upload.bytes)
  if (!detected.ok) return detected.problem
  return readHeadings(upload, detected.encoding, detected.separator)
}

/** Reads the titles of the columns and counts the lines. */
export async function readHeadings(
  upload: Upload,
  encoding: Encoding,
  separator: Separator,
): Promise<ReadUpload | FileProblem> {
  let headings: string[] | null = null
  let lineCount = 0
  try {
    for await (const { cells } of readTable(decode(upload.bytes, encoding), separator)) {
      if (headings) lineCount++
      else headings = cells.map(tidy)
    }
  } catch (error) {
    if (error instanceof OpenQuote) return 'QUOTE'
    throw error
  }
  if (!headings || lineCount === 0) return 'EMPTY'
  return { ...upload, encoding, separator, headings, lineCount }
}

async function storeFile(tx: Tx, runId: string, file: ReadUpload, at: Date): Promise<void> {
  const { kind, encoding, separator, headings, lineCount } = file
  const id = newId(at)
  await tx.importFile.deleteMany({ where: { runId, kind } })
  await tx.importFile.create({
    data: {
      id,
      runId,
      kind,
      name: file.name.slice(0, 200),
      contentEncrypted: sealContent(id, file.bytes),
      encoding,
      separator,
      headings,
      lineCount,
      mapping: await firstMapping(tx, kind, headings),
    },
  })
}

/** The name under which the mapping of such headings is kept. */
export function headingsHash(kind: FileKind, headings: string[]): string {
  return keyedDigest('import-digest', headingsSignature(kind, headings))
}

/** What agents chose the last time for the same headings, else a guess. */
export async function firstMapping(tx: Tx, kind: FileKind, headings: string[]): Promise<FileMapping> {
  const known = await tx.importMapping.findUnique({ where: { headingsHash: headingsHash(kind, headings) } })
  return known ? parseMapping(known.mapping) : { columns: guessMapping(kind, headings), activities: {} }
}
