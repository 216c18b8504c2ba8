import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { openContent } from '../files'
import { FILE_PROBLEMS } from '../messages'
import type { FileKind } from '../rules/columns'
import type { Encoding, Separator } from '../rules/format'
import { loadRun, moveRun } from '../runs'
import { firstMapping, readHeadings } from './receive-files'

/**
 * Reads a file again with the encoding and the separator that the agent says, when those that were
 * recognised are wrong.
 *
 * @throws NotFound; Refusal STATE, EMPTY, QUOTE
 */
export async function rereadFile(
  actor: AgentActor,
  input: { runId: string; kind: FileKind; encoding: Encoding; separator: Separator },
): Promise<void> {
  const { runId, kind, encoding, separator } = input
  await db.$transaction(async (tx) => {
    await loadRun(tx, actor, runId)
    await moveRun(tx, runId, ['MAPPING'], { failure: null })
    const file = await tx.importFile.findUnique({ where: { runId_kind: { runId, kind } } })
    if (!file?.contentEncrypted) throw new NotFound()
    const bytes = openContent(file.id, file.contentEncrypted)
    const read = await readHeadings({ kind, name: file.name, bytes }, encoding, separator)
    if (typeof read === 'string') throw new Refusal(read, FILE_PROBLEMS[read])
    const { headings, lineCount } = read
    await tx.importFile.update({
      where: { id: file.id },
      data: { encoding, separator, headings, lineCount, mapping: await firstMapping(tx, kind, headings) },
    })
  })
}
