import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayToDb } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { SETTING_MESSAGES } from '../messages'
import type { ObligationInput } from '../settings-schema'
import { overlaps } from '../vaccine-rules'
import { obligationRows } from '../vaccines'
import { lockSettings } from './save-settings'

/**
 * Adds what the law asks of the children born in a period, or changes it.
 *
 * @throws NotFound when the agent may not, or there is no such obligation; Refusal DISEASE when no vaccine protects from
 * it, OVERLAP when some births have another rule for the same disease. Then nothing is written.
 */
export async function saveObligation(
  agent: AgentActor,
  { id, ...input }: ObligationInput,
  at: Date,
): Promise<void> {
  requirePermission(agent, 'authority.configure')
  await db.$transaction(async (tx) => {
    await lockSettings(tx)
    const rows = await obligationRows(tx)
    if (id !== null && !rows.some((row) => row.id === id)) throw new NotFound()
    if ((await tx.vaccine.count({ where: { covers: { has: input.disease } } })) === 0)
      throw new Refusal('DISEASE', SETTING_MESSAGES.diseaseUnknown, {
        disease: SETTING_MESSAGES.diseaseUnknown,
      })
    // An exclusion constraint stands behind.
    if (rows.some((row) => row.id !== id && overlaps(row, input)))
      throw new Refusal('OVERLAP', SETTING_MESSAGES.overlap, { bornFrom: SETTING_MESSAGES.overlap })
    const data = {
      ...input,
      bornFrom: dayToDb(input.bornFrom),
      bornUntil: input.bornUntil && dayToDb(input.bornUntil),
      doseMonths: [...input.doseMonths],
    }
    const saved =
      id === null
        ? await tx.vaccineObligation.create({ data })
        : await tx.vaccineObligation.update({ where: { id }, data })
    await recordEvent(tx, agent, at, {
      action: id === null ? 'obligation.add' : 'obligation.edit',
      subject: String(saved.id),
      detail: { disease: input.disease, bornFrom: input.bornFrom, bornUntil: input.bornUntil },
    })
  })
}

/** Takes an obligation off the schedule. Removed twice, it is removed. @throws NotFound when the agent may not */
export async function removeObligation(agent: AgentActor, { id }: { id: number }, at: Date): Promise<void> {
  requirePermission(agent, 'authority.configure')
  await db.$transaction(async (tx) => {
    await lockSettings(tx)
    const [row] = (await obligationRows(tx)).filter((one) => one.id === id)
    if (!row) return
    await tx.vaccineObligation.delete({ where: { id } })
    await recordEvent(tx, agent, at, {
      action: 'obligation.remove',
      subject: String(id),
      detail: { disease: row.disease, bornFrom: row.bornFrom, bornUntil: row.bornUntil },
    })
  })
}
