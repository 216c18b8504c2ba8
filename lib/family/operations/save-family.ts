import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { FamilyInput } from '../schema'

/**
 * Creates a family, or gives an existing one new values.
 *
 * @returns the id of the family
 * @throws NotFound when the agent may not, or the family does not exist
 * @throws Refusal NUMBER_TAKEN when another family has the number, TWIN when another has the name and the
 * agent has not confirmed that it is not the same
 */
export async function saveFamily(
  agent: AgentActor,
  { id, confirmed, ...values }: FamilyInput,
  at: Date,
): Promise<string> {
  requirePermission(agent, 'family.edit')
  return db.$transaction(async (tx) => {
    const { name, externalNumber } = values
    const numbered = externalNumber && (await tx.family.findUnique({ where: { externalNumber } }))
    if (numbered && numbered.id !== id) {
      const message = `La famille ${numbered.name} porte ce numéro.`
      throw new Refusal('NUMBER_TAKEN', message, { externalNumber: message })
    }
    if (id !== undefined) {
      const before = await tx.family.findUnique({ where: { id } })
      if (!before) throw new NotFound()
      await tx.family.update({ where: { id }, data: values })
      const fields = (Object.keys(values) as (keyof typeof values)[]).filter(
        (field) => before[field] !== values[field],
      )
      if (fields.length > 0) await recordEvent(tx, agent, at, { action: 'family.edit', familyId: id, fields })
      return id
    }
    const namesakes = await tx.family.count({ where: { name: { equals: name, mode: 'insensitive' } } })
    if (namesakes > 0 && !confirmed) {
      const known = namesakes > 1 ? `${namesakes} familles portent` : 'Une famille porte'
      const message = `${known} déjà ce nom. Si celle-ci en est une autre, cochez la case pour la créer.`
      throw new Refusal('TWIN', message, { confirmed: message })
    }
    const created = await tx.family.create({ data: { ...values, createdAt: at }, select: { id: true } })
    await recordEvent(tx, agent, at, {
      action: 'family.create',
      familyId: created.id,
      fields: Object.keys(values),
    })
    return created.id
  })
}
