import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { dayFromDb, dayInParis, formatDay, formatInstant, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { roleCan } from '@/lib/core/permissions'
import { waitingSince } from '@/lib/dossier/rules'
import { proposedExpiry } from '../rules/validity'
import { documentsOfAgent, typeIdsOfAgent } from '../scope'
import { proofOf, type ProofLine } from './proof'

/** How many entries the queue shows; the rest follows as they are decided. */
const SHOWN = 60

/** A document or a photo that waits. */
export type QueueEntry = {
  kind: 'document' | 'photo'
  id: string
  title: string
  owner: string
  familyName: string
  since: string
  late: boolean
}

type Row = Omit<QueueEntry, 'since' | 'late'> & { depositedAt: Date }

/** What waits for the agents, those who wait longest first. */
export async function documentQueue(agent: AgentActor, now: Date): Promise<QueueEntry[]> {
  const typeIds = await typeIdsOfAgent(agent)
  const rows = await db.$queryRaw<Row[]>`
    SELECT 'document' AS kind, d.id, t.name AS title, f.name AS "familyName", d."depositedAt",
      COALESCE(split_part(g."firstNames", ' ', 1) || ' ' || g."lastName", split_part(c."firstNames", ' ', 1), 'la famille') AS owner
    FROM "Document" d JOIN "DocumentType" t ON t.id = d."typeId" JOIN "Family" f ON f.id = d."familyId"
    LEFT JOIN "Guardian" g ON g.id = d."guardianId" LEFT JOIN "Child" c ON c.id = d."childId"
    WHERE d.state = 'PENDING' AND d."typeId" = ANY(${typeIds}::int[])
    UNION ALL
    SELECT 'photo', p.id, 'Photo', f.name, p."depositedAt", split_part(c."firstNames", ' ', 1)
    FROM "ChildPhoto" p JOIN "Family" f ON f.id = p."familyId" JOIN "Child" c ON c.id = p."childId" WHERE p.state = 'PENDING' AND ${roleCan(agent.role, 'photo.decide')}
    ORDER BY "depositedAt", id LIMIT ${SHOWN}`
  return rows.map(({ depositedAt, ...row }) => {
    const { words, late } = waitingSince(depositedAt, now)
    return { ...row, since: words, late }
  })
}

/** A document to check, beside the data that it proves. */
export type DocumentCheck = {
  kind: 'document'
  id: string
  title: string
  owner: string
  childId: string | null
  familyId: string
  familyName: string
  /** « Envoyé par Sofia Delmas, vendredi 20 novembre à 21 h 42 ». */
  sent: string
  pages: { id: string; format: 'JPEG' | 'PDF' }[]
  /** The last valid day that is offered. */
  proposed: Day | null
  /** Whether the file is erased with the acceptance. */
  brief: boolean
  /** Whether the child's health is among the data it proves: shown on demand, journalled. */
  provesHealth: boolean
  /** The same of the family's income or bank account. */
  provesHousehold: boolean
  proof: ProofLine[]
  /** « un document accepté est valable jusqu’au… » when there is one. */
  inForce: string | null
}

/** The check screen of a document that waits; null when it does not, or is not the agent's to see. */
export async function documentCheck(agent: AgentActor, id: string, now: Date): Promise<DocumentCheck | null> {
  if (!isIdentifier(id)) return null
  const document = await db.document.findFirst({
    where: { id, state: 'PENDING', AND: documentsOfAgent(agent) },
    select: {
      id: true,
      typeId: true,
      familyId: true,
      guardianId: true,
      childId: true,
      depositedAt: true,
      type: { select: { name: true, proves: true, validity: true, validityDays: true, brief: true } },
      family: { select: { name: true } },
      author: { select: { firstName: true, lastName: true } },
      pages: { select: { id: true, format: true }, orderBy: { position: 'asc' } },
    },
  })
  if (!document) return null
  const { typeId, familyId, guardianId, childId, type, author } = document
  const [proof, accepted] = await Promise.all([
    proofOf({ familyId, guardianId, childId, proves: type.proves }),
    db.document.findFirst({
      where: { typeId, familyId, guardianId, childId, state: 'ACCEPTED' },
      select: { expiresOn: true },
      orderBy: { depositedAt: 'desc' },
    }),
  ])
  const by = author ? `${author.firstName} ${author.lastName}` : 'un responsable'
  return {
    kind: 'document',
    id,
    title: type.name,
    owner: proof.owner,
    childId,
    familyId,
    familyName: document.family.name,
    sent: `Envoyé par ${by}, ${formatInstant(document.depositedAt)}`,
    pages: document.pages,
    proposed: proposedExpiry(type, dayInParis(now)),
    brief: type.brief,
    provesHealth: type.proves === 'HEALTH' && childId !== null && roleCan(agent.role, 'health.read'),
    provesHousehold: (type.proves === 'INCOME' || type.proves === 'BANK') && roleCan(agent.role, 'tax.read'),
    proof: proof.lines,
    inForce:
      accepted &&
      (accepted.expiresOn
        ? `Un document accepté avant celui-ci va jusqu’au ${formatDay(dayFromDb(accepted.expiresOn), 'long')}.`
        : 'Un document a déjà été accepté, sans date de fin.'),
  }
}

/** A photo to check, beside the one in force. */
export type PhotoCheck = {
  kind: 'photo'
  id: string
  childName: string
  familyId: string
  familyName: string
  sent: string
  inForceId: string | null
}

/** The check screen of a photo that waits; null when it does not. */
export async function photoCheck(agent: AgentActor, id: string): Promise<PhotoCheck | null> {
  if (!roleCan(agent.role, 'photo.decide')) return null
  if (!isIdentifier(id)) return null
  const photo = await db.childPhoto.findFirst({
    where: { id, state: 'PENDING' },
    select: {
      familyId: true,
      depositedAt: true,
      family: { select: { name: true } },
      author: { select: { firstName: true, lastName: true } },
      child: {
        select: {
          firstNames: true,
          lastName: true,
          photos: { where: { state: 'ACCEPTED' }, select: { id: true } },
        },
      },
    },
  })
  if (!photo) return null
  const { child, author } = photo
  const by = author ? `${author.firstName} ${author.lastName}` : 'un responsable'
  return {
    kind: 'photo',
    id,
    childName: `${child.firstNames.split(' ')[0]} ${child.lastName}`,
    familyId: photo.familyId,
    familyName: photo.family.name,
    sent: `Envoyée par ${by}, ${formatInstant(photo.depositedAt)}`,
    inForceId: child.photos[0]?.id ?? null,
  }
}
