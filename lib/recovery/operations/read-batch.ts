import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { readBatch, type Batch } from '../batch'
import { missingForPes, PES_LABELS, pesFile, pesFileName } from '../rules/pes'
import { readSettings } from '../settings'

/**
 * Reads a bordereau to print it, and writes in the journal that it was read.
 *
 * @throws NotFound when the agent may not, or there is no such bordereau
 */
export async function readBatchToPrint(agent: AgentActor, id: string, at: Date): Promise<Batch> {
  return read(agent, id, 'pdf', at, (batch) => Promise.resolve(batch))
}

/**
 * Makes the PES v2 file of a bordereau, and writes in the journal that it was taken: the same bytes each time, as long as
 * the settings stay.
 *
 * @returns its name, and its bytes in ISO-8859-1
 * @throws NotFound when the agent may not, or there is no such bordereau
 * @throws Refusal MISSING, which names the settings without which a file would be false
 */
export async function readPesFile(
  agent: AgentActor,
  id: string,
  at: Date,
): Promise<{ fileName: string; bytes: Uint8Array }> {
  return read(agent, id, 'pes', at, async ({ pes }, tx) => {
    const settings = await readSettings(tx)
    const missing = missingForPes(settings)
    if (missing.length > 0)
      throw new Refusal(
        'MISSING',
        `À renseigner d’abord : ${missing.map((key) => PES_LABELS[key]).join(', ')}.`,
      )
    return { fileName: pesFileName(settings, pes), bytes: Buffer.from(pesFile(settings, pes), 'latin1') }
  })
}

async function read<Made>(
  agent: AgentActor,
  id: string,
  format: 'pdf' | 'pes',
  at: Date,
  make: (batch: Batch, tx: Tx) => Promise<Made>,
): Promise<Made> {
  requirePermission(agent, 'billing.run')
  if (!isIdentifier(id)) throw new NotFound()
  return db.$transaction(async (tx) => {
    const batch = await readBatch(tx, id)
    if (!batch) throw new NotFound()
    const made = await make(batch, tx)
    await recordEvent(tx, agent, at, { action: 'treasury.read', subject: id, detail: { format } })
    return made
  })
}
