import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { queueMails, type Mail } from '@/lib/core/mail'
import { requirePermission, roleCan } from '@/lib/core/permissions'
import { env } from '@/lib/core/env'
import { isConfidential, isHarmless, type Unit, type Values } from '../fields'
import { CHANGE_MESSAGES, decisionMail } from '../messages'
import { lockPlaces, placeOfChange, targetKey, type Place } from '../places'
import { writePlaces } from '../place-writes'
import { apply, decisionOutcome, type ChangeState, type Decision } from '../rules'
import { changeSeat, unseal } from '../secrets'
import { mailTitle, unitOf, type Dossier } from '../sections'
import { readDossier } from '../settings'
import { sharedChangeMails } from '../shared-changes'

/** Why a change was not decided: see `decisionOutcome`. */
export type Stop = { changeId: string; why: 'GONE' | 'AMENDED' | 'CONFLICT' }

export type DecisionReport = { accepted: number; refused: number; stopped: Stop[] }

type Change = {
  id: string
  familyId: string
  guardianId: string | null
  childId: string | null
  itemId: string | null
  section: string
  unit: string
  before: Values
  after: Values
  state: ChangeState
  askedAt: Date
  authorId: string | null
  email: string | null
  personName: string
}

type Settled = Change & { place: Place; write: Values; verdict: 'ACCEPTED' | 'REFUSED'; reason?: string }

/**
 * Decides changes, each on its own: what stands is accepted or refused, written, journalled and mailed in
 * one transaction; what no longer stands (decided by another agent, amended, in conflict) is left as it is
 * and reported.
 * @throws NotFound when the agent may not decide, or a change is unknown; Refusal REASON when a refusal has
 * no reason. Then nothing is written.
 */
export async function decideChanges(
  agent: AgentActor,
  decisions: Decision[],
  at: Date,
): Promise<DecisionReport> {
  return decide(agent, decisions, at, () => {})
}

/**
 * Accepts changes of several people, unread: only what is harmless.
 * @throws as `decideChanges`; Refusal TO_READ when one of them is to be read first. Then nothing is written.
 */
export async function acceptUnread(
  agent: AgentActor,
  decisions: Decision[],
  at: Date,
): Promise<DecisionReport> {
  return decide(agent, decisions, at, (units) => {
    if (!units.every(isHarmless))
      throw new Refusal('TO_READ', CHANGE_MESSAGES.toRead, { changes: CHANGE_MESSAGES.toRead })
  })
}

async function decide(
  agent: AgentActor,
  decisions: Decision[],
  at: Date,
  check: (units: Unit[]) => void,
): Promise<DecisionReport> {
  requirePermission(agent, 'dossier.decide')
  if (decisions.some((decision) => decision.verdict === 'REFUSE' && !refusalReason(decision)))
    throw new Refusal('REASON', CHANGE_MESSAGES.reasonMissing, { reason: CHANGE_MESSAGES.reasonMissing })
  const byChange = new Map(decisions.map((decision) => [decision.changeId, decision]))
  return db.$transaction(async (tx) => {
    const dossier = await readDossier(tx)
    const ids = [...byChange.keys()]
    const inForce = await lockPlaces(tx, await placesOf(tx, dossier, agent, ids, check))
    const changes = await lockChanges(tx, ids)
    const settled: Settled[] = []
    const stopped: Stop[] = []
    for (const decision of byChange.values()) {
      const change = changes.get(decision.changeId)!
      const place = placeOfChange(dossier, change)
      const unit = unitOf(dossier, place.kind, change.unit)
      const [before, after] = (['before', 'after'] as const).map((side) =>
        unseal(unit.fields, change[side], changeSeat(change.id, side)),
      )
      const current = inForce.get(targetKey(place))!
      const outcome = decisionOutcome(unit, { ...change, before: before!, after: after! }, current, decision)
      const write = outcome.kind === 'ACCEPTED' ? outcome.write : {}
      inForce.set(targetKey(place), apply(current, write))
      if (outcome.kind === 'ACCEPTED' || outcome.kind === 'REFUSED')
        settled.push({ ...change, place, write, verdict: outcome.kind, reason: refusalReason(decision) })
      else stopped.push({ changeId: change.id, why: outcome.kind })
    }
    const writes = settled.filter(({ write }) => Object.keys(write).length > 0)
    await writePlaces(
      tx,
      writes.map(({ place, familyId, write }) => ({ place, familyId, values: write })),
      at,
    )
    await writeVerdicts(tx, settled, agent, at)
    const accepted = settled.filter(({ verdict }) => verdict === 'ACCEPTED')
    const news = await sharedChangeMails(
      tx,
      accepted.map(({ place, ...change }) => ({ ...change, section: place.section })),
    )
    await queueMails(tx, [...decisionMails(settled, dossier), ...news], at)
    return { accepted: accepted.length, refused: settled.length - accepted.length, stopped }
  })
}

const refusalReason = ({ verdict, reason }: Decision) => (verdict === 'REFUSE' ? reason?.trim() : undefined)

/** Where the changes to decide lie. @throws NotFound for one that is unknown, or that the agent may not decide */
async function placesOf(
  tx: Tx,
  dossier: Dossier,
  agent: AgentActor,
  ids: string[],
  check: (units: Unit[]) => void,
): Promise<Place[]> {
  const changes = await tx.pendingChange.findMany({
    where: { id: { in: ids } },
    select: { familyId: true, guardianId: true, childId: true, itemId: true, section: true, unit: true },
  })
  const places = changes.map((change) => placeOfChange(dossier, change))
  const mayDecide = places.every(({ section }) => roleCan(agent.role, section.agents.decide))
  if (places.length !== ids.length || !mayDecide) throw new NotFound()
  check(changes.map(({ unit }, n) => unitOf(dossier, places[n]!.kind, unit)))
  return places
}

/** The changes as they are once their targets are locked. `email`: the author's, while they still follow the family. */
async function lockChanges(tx: Tx, ids: string[]): Promise<Map<string, Change>> {
  const rows = await tx.$queryRaw<Change[]>`
    SELECT c.id, c."familyId", c."guardianId", c."childId", c."itemId", c.section, c.unit, c.before, c.after, c.state::text AS state,
      c."askedAt", c."authorId", COALESCE(g."firstNames" || ' ' || g."lastName", split_part(ch."firstNames", ' ', 1), 'Famille ' || f.name) AS "personName",
      (SELECT a.email FROM "Account" a WHERE a.id = c."authorId" AND a."disabledAt" IS NULL AND EXISTS (
        SELECT 1 FROM "Subscription" s JOIN "Guardian" sg ON sg.id = s."guardianId"
        WHERE s."accountId" = a.id AND s."endedAt" IS NULL AND sg."familyId" = c."familyId")) AS email
    FROM "PendingChange" c JOIN "Family" f ON f.id = c."familyId" LEFT JOIN "Guardian" g ON g.id = c."guardianId" LEFT JOIN "Child" ch ON ch.id = c."childId"
    WHERE c.id = ANY(${ids}::uuid[]) ORDER BY c.id FOR UPDATE OF c`
  return new Map(rows.map((row) => [row.id, row]))
}

async function writeVerdicts(tx: Tx, settled: Settled[], agent: AgentActor, at: Date): Promise<void> {
  for (const reason of new Set(settled.map((change) => change.reason))) {
    const same = settled.filter((change) => change.reason === reason)
    const { count } = await tx.pendingChange.updateMany({
      where: { id: { in: same.map(({ id }) => id) }, state: 'PENDING' },
      data: {
        state: reason === undefined ? 'ACCEPTED' : 'REFUSED',
        reason,
        decidedAt: at,
        deciderId: agent.accountId,
      },
    })
    if (count !== same.length) throw new Error('a change was decided under its lock')
  }
  await recordEvents(
    tx,
    agent,
    at,
    settled.map((change) => ({
      action: change.verdict === 'ACCEPTED' ? 'change.accept' : 'change.refuse',
      subject: change.id,
      familyId: change.familyId,
      guardianId: change.guardianId ?? undefined,
      childId: change.childId ?? undefined,
      fields: Object.keys(change.after),
    })),
  )
}

/** One mail per author and family: names of fields (of what is confidential, of the section) and verdicts, no value and no reason (PRODUCT §4). */
function decisionMails(settled: Settled[], dossier: Dossier): Mail[] {
  const letters = new Map<string, Settled[]>()
  for (const change of settled.filter(({ email }) => email !== null)) {
    const key = `${change.authorId} ${change.familyId}`
    letters.set(key, [...(letters.get(key) ?? []), change])
  }
  return [...letters.values()].map((changes) => ({
    kind: 'change.decide',
    to: changes[0]!.email!,
    // A change is decided once: the first of the letter names it.
    idempotencyKey: `change.decide:${changes[0]!.id}`,
    content: decisionMail(
      changes.map((change) => ({
        person: change.personName,
        label: isConfidential(change.place.section)
          ? mailTitle(change.place.section)
          : unitOf(dossier, change.place.kind, change.unit).label,
        accepted: change.verdict === 'ACCEPTED',
      })),
      `${env.appUrl}/famille/dossier`,
    ),
  }))
}
