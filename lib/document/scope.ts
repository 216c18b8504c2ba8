import 'server-only'
import type { Actor, AgentActor, Parent } from '@/lib/core/actor'
import { db, type Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission, roleCan } from '@/lib/core/permissions'
import { familyIdsOf, scopeOf } from '@/lib/core/scope'
import type { DocumentType, Prisma } from '@/lib/generated/prisma/client.ts'

/**
 * The documents that exist for a parent: those of their families, and of each of their children also what the
 * other family handed in, unless its type is private to a family.
 */
function documentsOfParent(parent: Parent): Prisma.DocumentWhereInput {
  const own = { familyId: { in: familyIdsOf(parent) } }
  return {
    OR: [
      { childId: null, ...own },
      { child: scopeOf(parent).child, OR: [{ type: { private: false } }, own] },
    ],
  }
}

/** The documents that exist for an agent. @throws NotFound when they may see none */
export function documentsOfAgent(agent: AgentActor): Prisma.DocumentWhereInput {
  return { type: typesOfAgent(agent) }
}

/**
 * The types whose documents exist for an agent: what is restricted for who reads health data, what proves a bank
 * account for who reads those; for who decides no dossier, only what proves income or a bank account.
 *
 * @throws NotFound when they may see none
 */
export function typesOfAgent(agent: AgentActor): Prisma.DocumentTypeWhereInput {
  requirePermission(agent, 'document.decide')
  const { role } = agent
  const conditions: Prisma.DocumentTypeWhereInput[] = []
  if (!roleCan(role, 'health.read')) conditions.push({ restricted: false })
  if (!roleCan(role, 'bank.read')) conditions.push({ OR: [{ proves: null }, { proves: { not: 'BANK' } }] })
  if (!roleCan(role, 'change.decide')) conditions.push({ proves: { in: ['BANK', 'INCOME'] } })
  return { AND: conditions }
}

/** The identifiers of the types whose documents exist for an agent. @throws as `typesOfAgent` */
export async function typeIdsOfAgent(agent: AgentActor): Promise<number[]> {
  const types = await db.documentType.findMany({ where: typesOfAgent(agent), select: { id: true } })
  return types.map(({ id }) => id)
}

/** The documents that exist for whoever asks: every lookup goes through it. */
export function documentScope(actor: Actor): Prisma.DocumentWhereInput {
  return actor.kind === 'agent' ? documentsOfAgent(actor) : documentsOfParent(actor)
}

/**
 * The photos that exist for whoever asks: of the parent's children; for agents who read dossiers, all; for an on-site
 * agent, those in force of the children of their activities, whom they have to know.
 */
export function photoScope(actor: Actor): Prisma.ChildPhotoWhereInput {
  if (actor.kind === 'parent') return { child: scopeOf(actor).child }
  if (actor.role === 'ON_SITE') {
    const own = { some: { activityId: { in: actor.activityIds } } }
    return { state: 'ACCEPTED', child: { OR: [{ enrollments: own }, { bookings: own }] } }
  }
  requirePermission(actor, 'family.read')
  return {}
}

/** A type, whose document (a family, a guardian or a child), and the family that hands it in. */
export type SlotKey = { typeId: number; ownerId: string; familyId: string }

export type OwnSlot = {
  type: DocumentType
  familyId: string
  guardianId: string | null
  childId: string | null
}

/** The place of a document, in a family of the parent. @throws NotFound when it is not theirs, or not asked for */
export async function ownSlot(
  tx: Tx,
  parent: Parent,
  { typeId, ownerId, familyId }: SlotKey,
): Promise<OwnSlot> {
  if (!isIdentifier(ownerId) || !familyIdsOf(parent).includes(familyId)) throw new NotFound()
  const type = await tx.documentType.findFirst({ where: { id: typeId, retiredAt: null } })
  if (!type) throw new NotFound()
  const slot = { type, familyId, guardianId: null, childId: null }
  if (type.owner === 'FAMILY') {
    if (ownerId !== familyId) throw new NotFound()
    return slot
  }
  if (type.owner === 'GUARDIAN') {
    const guardian = await tx.guardian.findFirst({ where: { id: ownerId, familyId }, select: { id: true } })
    if (!guardian) throw new NotFound()
    return { ...slot, guardianId: ownerId }
  }
  const guardianIds = parent.guardians
    .filter((own) => own.familyId === familyId)
    .map(({ guardianId }) => guardianId)
  const child = await tx.child.findFirst({
    where: { id: ownerId, guardianships: { some: { guardianId: { in: guardianIds } } } },
    select: { id: true },
  })
  if (!child) throw new NotFound()
  return { ...slot, childId: ownerId }
}
