import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { authorisationFields, settingKey } from '../declaration'
import { SETTING_MESSAGES } from '../messages'
import type { AuthorisationInput } from '../settings-schema'
import { lockSettings } from './save-settings'

/**
 * Adds an authorisation to those that parents are asked for, at the end of the list, or changes one.
 *
 * @throws NotFound when the agent may not, or there is no such authorisation; Refusal LABEL when another one has its name
 */
export async function saveAuthorisation(
  agent: AgentActor,
  { id, ...values }: AuthorisationInput,
  at: Date,
): Promise<void> {
  requirePermission(agent, 'authority.configure')
  await db.$transaction(async (tx) => {
    await lockSettings(tx)
    const asked = await tx.authorisationType.findMany({ where: { endedAt: null } })
    const same = (label: string) => label.localeCompare(values.label, 'fr', { sensitivity: 'base' }) === 0
    if (asked.some((type) => type.id !== id && same(type.label)))
      throw new Refusal('LABEL', SETTING_MESSAGES.labelTaken, { label: SETTING_MESSAGES.labelTaken })
    if (id === null) {
      const { _max } = await tx.authorisationType.aggregate({ _max: { position: true } })
      const created = await tx.authorisationType.create({
        data: { ...values, position: (_max.position ?? 0) + 1 },
      })
      return record(tx, agent, at, 'authorisation.add', created.id)
    }
    const { count } = await tx.authorisationType.updateMany({ where: { id, endedAt: null }, data: values })
    if (count === 0) throw new NotFound()
    await record(tx, agent, at, 'authorisation.edit', id)
  })
}

/** Moves an authorisation one place up or down among those that are asked; at the end of the list it stays. @throws NotFound */
export async function moveAuthorisation(
  agent: AgentActor,
  { id, direction }: { id: number; direction: 'UP' | 'DOWN' },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'authority.configure')
  await db.$transaction(async (tx) => {
    await lockSettings(tx)
    const types = await tx.authorisationType.findMany({
      where: { endedAt: null },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true },
    })
    const ids = types.map((type) => type.id)
    const from = ids.indexOf(id)
    if (from === -1) throw new NotFound()
    const to = direction === 'UP' ? from - 1 : from + 1
    if (to < 0 || to >= ids.length) return
    const moved = ids.with(from, ids[to]!).with(to, id)
    await tx.$executeRaw`
      UPDATE "AuthorisationType" t SET position = p.position
      FROM unnest(${moved}::int[]) WITH ORDINALITY AS p(id, position) WHERE t.id = p.id`
    await record(tx, agent, at, 'authorisation.move', id)
  })
}

/**
 * Ends an authorisation: parents are asked for it no more, and its answers stay; or asks for it again. Done twice, it is done.
 *
 * @throws NotFound when the agent may not, or there is no such authorisation
 */
export async function endAuthorisation(
  agent: AgentActor,
  { id, isEnded }: { id: number; isEnded: boolean },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'authority.configure')
  await db.$transaction(async (tx) => {
    await lockSettings(tx)
    const type = await tx.authorisationType.findUnique({ where: { id }, select: { endedAt: true } })
    if (!type) throw new NotFound()
    if ((type.endedAt !== null) === isEnded) return
    await tx.authorisationType.update({ where: { id }, data: { endedAt: isEnded ? at : null } })
    // A mode set before must not show it again.
    await tx.dossierSetting.deleteMany({
      where: { unit: settingKey('child', authorisationFields(id).answer) },
    })
    await record(tx, agent, at, isEnded ? 'authorisation.end' : 'authorisation.reopen', id)
  })
}

const record = (tx: Tx, agent: AgentActor, at: Date, action: string, id: number) =>
  recordEvent(tx, agent, at, { action, subject: String(id) })
