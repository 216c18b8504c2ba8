import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb, dayToDb, formatDay, type Day } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { Tariff } from '@/lib/generated/prisma/client.ts'
import type { TariffRules } from '../rules/price'
import { isTariffUsed } from '../sql'
import type { TariffInput } from '../tariff-schema'

/**
 * Gives an activity a tariff from the first of a month on, or changes one. What issued invoices were priced by stays as it
 * is: neither a tariff that they used nor a month that they billed can be changed.
 *
 * @returns the id of the tariff
 * @throws NotFound when the agent may not, or the activity or its tariff does not exist
 * @throws Refusal TAKEN when another tariff begins in this month, USED when issued invoices stand on what would change
 */
export async function saveTariff(agent: AgentActor, input: TariffInput, at: Date): Promise<number> {
  requirePermission(agent, 'tariff.manage')
  const { id, activityId, validFrom, rules } = input
  return db.$transaction(async (tx) => {
    const tariffs = await lockTariffs(tx, activityId)
    const before = tariffs.find((tariff) => tariff.id === id)
    if (id !== undefined && !before) throw new NotFound()
    const others = tariffs.filter((tariff) => tariff.id !== id).map((tariff) => dayFromDb(tariff.validFrom))
    if (others.includes(validFrom)) {
      const message = `Un autre tarif commence le ${formatDay(validFrom, 'long')} : modifiez-le, ou choisissez un autre mois.`
      throw new Refusal('TAKEN', message, { validFrom: message })
    }
    if (before) await refuseUsed(tx, activityId, dayFromDb(before.validFrom), others)
    await refuseUsed(tx, activityId, validFrom, others, 'validFrom')
    const data = { rules, validFrom: dayToDb(validFrom) }
    const { id: tariffId } = before
      ? await tx.tariff.update({ where: { id: before.id }, data, select: { id: true } })
      : await tx.tariff.create({ data: { activityId, ...data }, select: { id: true } })
    await recordEvent(tx, agent, at, {
      action: 'tariff.save',
      subject: String(tariffId),
      detail: { activityId, validFrom },
      fields: changedParts(before, rules),
    })
    return tariffId
  })
}

/**
 * Takes a tariff away: the one before it goes on. Removed twice, it is removed.
 *
 * @throws NotFound when the agent may not, or the activity does not exist
 * @throws Refusal USED when issued invoices were priced by it
 */
export async function deleteTariff(
  agent: AgentActor,
  { activityId, id }: { activityId: number; id: number },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'tariff.manage')
  await db.$transaction(async (tx) => {
    const tariffs = await lockTariffs(tx, activityId)
    const tariff = tariffs.find((one) => one.id === id)
    if (!tariff) return
    const validFrom = dayFromDb(tariff.validFrom)
    const others = tariffs.filter((one) => one !== tariff).map((one) => dayFromDb(one.validFrom))
    await refuseUsed(tx, activityId, validFrom, others)
    await tx.tariff.delete({ where: { id }, select: { id: true } })
    await recordEvent(tx, agent, at, {
      action: 'tariff.delete',
      subject: String(id),
      detail: { activityId, validFrom },
    })
  })
}

/** The tariffs of an activity, for one agent at a time. @throws NotFound when the activity does not exist */
async function lockTariffs(tx: Tx, activityId: number): Promise<Tariff[]> {
  const [activity] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Activity" WHERE id = ${activityId} FOR NO KEY UPDATE`
  if (!activity) throw new NotFound()
  return tx.tariff.findMany({ where: { activityId }, orderBy: { validFrom: 'asc' } })
}

/** @throws Refusal USED, beside a field where the month chosen is to blame */
async function refuseUsed(
  tx: Tx,
  activityId: number,
  from: Day,
  others: readonly Day[],
  field?: 'validFrom',
): Promise<void> {
  const next = others.filter((one) => one > from).sort()[0] ?? null
  if (!(await isTariffUsed(tx, activityId, from, next))) return
  const message = field
    ? 'Des factures émises portent déjà sur des mois que ces prix changeraient : choisissez un mois qui n’est pas encore facturé.'
    : 'Des factures émises ont été calculées avec ce tarif : il ne change plus. Ajoutez un tarif à partir d’un mois qui n’est pas encore facturé.'
  throw new Refusal('USED', message, field ? { [field]: message } : {})
}

function changedParts(before: Tariff | undefined, rules: TariffRules): string[] {
  const known = before?.rules as TariffRules | undefined
  return (Object.keys(rules) as (keyof TariffRules)[]).filter(
    (part) => !isDeepStrictEqual(known?.[part], rules[part]),
  )
}
