import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { TYPE_MESSAGES } from '../messages'
import type { TypeSettings } from '../fields'

/**
 * Writes a type of document, a new one at the end of the list. Once documents were handed in, whose it is does not
 * change, and what was private to a family is not opened to a child's other one.
 * @returns its number
 * @throws NotFound without the permission or the type; Refusal OWNER, PRIVATE
 */
export async function saveType(
  agent: AgentActor,
  { id, ...settings }: TypeSettings & { id: number | null },
  at: Date,
): Promise<number> {
  requirePermission(agent, 'authority.configure')
  return db.$transaction(async (tx) => {
    if (id !== null) await lockType(tx, id, settings)
    const saved =
      id === null
        ? await tx.documentType.create({ data: { ...settings, position: await tx.documentType.count() } })
        : await tx.documentType.update({ where: { id }, data: settings })
    await recordEvent(tx, agent, at, { action: 'document.configure', subject: String(saved.id) })
    return saved.id
  })
}

async function lockType(tx: Tx, id: number, settings: TypeSettings): Promise<void> {
  const [type] = await tx.$queryRaw<{ owner: string; private: boolean; used: boolean }[]>`
    SELECT t.owner::text AS owner, t.private, EXISTS (SELECT 1 FROM "Document" d WHERE d."typeId" = t.id) AS used
    FROM "DocumentType" t WHERE t.id = ${id} FOR UPDATE`
  if (!type) throw new NotFound()
  if (type.used && type.owner !== settings.owner)
    throw new Refusal('OWNER', TYPE_MESSAGES.ownerFixed, { owner: TYPE_MESSAGES.ownerFixed })
  if (type.used && type.private && !settings.private)
    throw new Refusal('PRIVATE', TYPE_MESSAGES.privateFixed, { private: TYPE_MESSAGES.privateFixed })
}

/** Takes a type off the lists, or asks for it again; what was handed in stays. @throws NotFound */
export async function retireType(
  agent: AgentActor,
  { id, retired }: { id: number; retired: boolean },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'authority.configure')
  await db.$transaction(async (tx) => {
    const { count } = await tx.documentType.updateMany({
      where: { id },
      data: { retiredAt: retired ? at : null },
    })
    if (count !== 1) throw new NotFound()
    await recordEvent(tx, agent, at, { action: 'document.configure', subject: String(id) })
  })
}
