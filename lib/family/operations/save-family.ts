import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { CHANGE_MESSAGES, inSentence } from '@/lib/dossier/messages'
import { planEdit } from '@/lib/dossier/rules'
import { standingNow } from '@/lib/dossier/values'
import { FAMILY_UNITS, familyTexts } from '../fields'
import type { FamilyInput } from '../schema'
import { keepQuotients } from '../sql'

const OWN_COLUMNS = {
  name: true,
  externalNumber: true,
  familyQuotient: true,
  benefitOrganism: true,
  isResident: true,
} as const

/**
 * Creates a family, or gives an existing one the values that differ from what the form showed.
 *
 * @returns the id of the family
 * @throws NotFound when the agent may not, or the family does not exist
 * @throws Refusal NUMBER_TAKEN when another family has the number, TWIN when another has the name and the
 * agent has not confirmed that it is not the same, MOVED when a value typed over is no longer the one that was shown.
 * Then nothing is written.
 */
export async function saveFamily(
  agent: AgentActor,
  { id, confirmed, shown, ...values }: FamilyInput,
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
      await tx.$queryRaw`SELECT id FROM "Family" WHERE id = ${id}::uuid FOR NO KEY UPDATE`
      const family = await tx.family.findUnique({ where: { id }, select: OWN_COLUMNS })
      if (!family) throw new NotFound()
      const current = familyTexts(family)
      const { write, moved } = planEdit(FAMILY_UNITS, current, shown, familyTexts(values))
      if (moved.length > 0) {
        const message = CHANGE_MESSAGES.movedMeanwhile(moved.map(({ label }) => inSentence(label)).join(', '))
        throw new Refusal('MOVED', message, standingNow(moved, current))
      }
      const fields = (Object.keys(values) as (keyof typeof values)[]).filter((field) => field in write)
      if (fields.length === 0) return id
      const data = Object.fromEntries(fields.map((field) => [field, values[field]]))
      await tx.family.update({ where: { id }, data })
      await keepQuotients(tx, [id], dayInParis(at))
      await recordEvent(tx, agent, at, { action: 'family.edit', familyId: id, fields })
      return id
    }
    const namesakes = await tx.family.count({ where: { name: { equals: name, mode: 'insensitive' } } })
    if (namesakes > 0 && !confirmed) {
      const known = namesakes > 1 ? `${namesakes} familles portent` : 'Une famille porte'
      const message = `${known} déjà ce nom. Si celle-ci en est une autre, cochez la case pour la créer.`
      throw new Refusal('TWIN', message, { confirmed: message })
    }
    const created = await tx.family.create({ data: { ...values, createdAt: at }, select: { id: true } })
    await keepQuotients(tx, [created.id], dayInParis(at))
    await recordEvent(tx, agent, at, {
      action: 'family.create',
      familyId: created.id,
      fields: Object.keys(values),
    })
    return created.id
  })
}
