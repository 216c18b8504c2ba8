import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayFromDb, dayToDb, formatDay } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { NotFound, Refusal } from '@/lib/core/errors'
import { queueMails } from '@/lib/core/mail'
import { requirePermission } from '@/lib/core/permissions'
import { followersOf } from '@/lib/dossier/followers'
import { custodyMail } from '../messages'
import type { CustodyInput } from '../schema'

/**
 * Adds a rule to the custody calendar of a child of two families, and tells both. What is booked already stays.
 *
 * @throws NotFound when the agent may not, or the child is not of the family
 * @throws Refusal ONE_FAMILY when the child has no second family, MANY_FAMILIES when it has more than two, OVERLAP when a
 * rule of the kind stands already on some of the days
 */
export async function addCustodyRule(agent: AgentActor, input: CustodyInput, at: Date): Promise<void> {
  requirePermission(agent, 'family.edit')
  const { childId, kind, familyId } = input
  const [startsOn, endsOn] = [dayToDb(input.startsOn), input.endsOn && dayToDb(input.endsOn)]
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Child" WHERE id = ${childId}::uuid FOR UPDATE`
    const otherFamilyId = await otherFamilyOf(tx, childId, familyId)
    const overlap = await tx.custodyRule.findFirst({
      where: {
        childId,
        kind,
        ...(endsOn && { startsOn: { lte: endsOn } }),
        OR: [{ endsOn: null }, { endsOn: { gte: startsOn } }],
      },
      select: { startsOn: true },
    })
    if (overlap) {
      const message = `Une règle de cette sorte vaut déjà à partir du ${formatDay(dayFromDb(overlap.startsOn), 'long')} : retirez-la d’abord.`
      throw new Refusal('OVERLAP', message, { startsOn: message })
    }
    const rule = await tx.custodyRule.create({
      data: {
        childId,
        kind,
        familyId,
        otherFamilyId: kind === 'DAYS' ? null : otherFamilyId,
        startsOn,
        endsOn,
      },
      select: { id: true },
    })
    await recordEvent(tx, agent, at, { action: 'custody.add', familyId, childId, subject: rule.id })
    await tell(tx, childId, `custody.add:${rule.id}`, at)
  })
}

async function otherFamilyOf(tx: Tx, childId: string, familyId: string): Promise<string> {
  const families = await tx.family.findMany({
    where: { guardians: { some: { guardianships: { some: { childId } } } } },
    select: { id: true },
  })
  const others = families.filter(({ id }) => id !== familyId)
  if (others.length === families.length) throw new NotFound()
  const [other, another] = others
  if (!other)
    throw new Refusal('ONE_FAMILY', 'L’enfant n’a qu’une famille : reliez-le d’abord à son autre parent.')
  if (another)
    throw new Refusal('MANY_FAMILIES', 'L’enfant a plus de deux familles : un calendrier en partage deux.')
  return other.id
}

/**
 * Removes a rule from a child's custody calendar, and tells both families. Removed twice, it is removed.
 *
 * @throws NotFound when the agent may not
 */
export async function removeCustodyRule(
  agent: AgentActor,
  { ruleId }: { ruleId: string },
  at: Date,
): Promise<void> {
  requirePermission(agent, 'family.edit')
  await db.$transaction(async (tx) => {
    const [rule] = await tx.$queryRaw<{ childId: string; familyId: string }[]>`
      DELETE FROM "CustodyRule" WHERE id = ${ruleId}::uuid RETURNING "childId", "familyId"`
    if (!rule) return
    const { childId, familyId } = rule
    await recordEvent(tx, agent, at, { action: 'custody.remove', familyId, childId, subject: ruleId })
    await tell(tx, childId, `custody.remove:${ruleId}`, at)
  })
}

/** A mail to each account that follows the child: the calendar changed, no more. */
async function tell(tx: Tx, childId: string, event: string, at: Date): Promise<void> {
  const followers = await followersOf(tx, [childId])
  const mails = followers.map(({ accountId, email, firstName }) => ({
    kind: 'custody.change',
    to: email,
    idempotencyKey: `${event}:${accountId}`,
    content: custodyMail(firstName, `${env.appUrl}/famille/planning`),
  }))
  await queueMails(tx, mails, at)
}
