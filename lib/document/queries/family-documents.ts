import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { dayFromDb, dayInParis, formatInstant, type Day } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { familyIdsOf } from '@/lib/core/scope'
import { familyDossiers } from '@/lib/dossier/queries/family-dossiers'
import type { DocumentOwner } from '@/lib/generated/prisma/enums.ts'
import { isTodo, isValid, slotOf, type DocumentState, type SlotState } from '../rules/states'
import { documentScope, type SlotKey } from '../scope'

/** A document as its family sees it. */
export type HandedDocument = {
  id: string
  state: DocumentState
  depositedAt: Date
  expiresOn: Day | null
  /** « Envoyé par vous le 24 novembre 2026 à 10 h 00 ». */
  sent: string
  /** Whether the parent's own family handed it in: else it is read only. */
  own: boolean
  reason: string | null
  pages: { id: string; format: 'JPEG' | 'PDF' }[]
}

/** A type that is asked of an owner, and where it stands. */
export type DocumentSlot = SlotKey & {
  name: string
  help: string
  required: boolean
  owner: string
  state: SlotState
  document: HandedDocument | null
  inForce: HandedDocument | null
  /** Whether the family has something to do. */
  todo: boolean
}

export type OwnerGroup = {
  kind: DocumentOwner
  id: string
  name: string
  colour: number | null
  slots: DocumentSlot[]
}

export type FamilyDocuments = { id: string; name: string; todo: number; groups: OwnerGroup[] }

/** What is asked of the parent's families, and what was handed in: of each family, its guardians and its children. */
export async function familyDocuments(parent: Parent, now: Date): Promise<FamilyDocuments[]> {
  const [families, types, documents] = await Promise.all([
    familyDossiers(parent, now),
    db.documentType.findMany({
      where: { retiredAt: null },
      select: { id: true, name: true, help: true, owner: true, required: true },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    }),
    readDocuments(parent),
  ])
  const today = dayInParis(now)
  return families.map((family) => {
    const people: Omit<OwnerGroup, 'slots'>[] = [
      ...family.children.map(({ id, firstName, colour }) => ({
        kind: 'CHILD' as const,
        id,
        name: firstName,
        colour,
      })),
      ...family.guardians.map(({ id, name }) => ({ kind: 'GUARDIAN' as const, id, name, colour: null })),
      { kind: 'FAMILY', id: family.id, name: `Famille ${family.name}`, colour: null },
    ]
    const groups = people.map((person) => ({
      ...person,
      slots: types
        .filter(({ owner }) => owner === person.kind)
        .map(({ id: typeId, name, help, required }): DocumentSlot => {
          const handed = documents
            .filter(
              ({ document, ...place }) =>
                place.typeId === typeId &&
                place.ownerId === person.id &&
                (document.own || isShared(document, today)),
            )
            .map(({ document }) => document)
          const slot = slotOf<HandedDocument>(handed, required, today)
          return {
            typeId,
            ownerId: person.id,
            familyId: family.id,
            name,
            help,
            required,
            owner: person.name,
            ...slot,
            todo: isTodo(slot.state, required),
          }
        }),
    }))
    const asked = groups.filter(({ slots }) => slots.length > 0)
    const todo = asked.flatMap(({ slots }) => slots).filter((slot) => slot.todo).length
    return { id: family.id, name: family.name, todo, groups: asked }
  })
}

/** One document asked for, with the family it is handed in by; null when it is not the parent's. */
export async function documentSlot(
  parent: Parent,
  { typeId, ownerId, familyId }: { typeId: string; ownerId: string; familyId: string | undefined },
  now: Date,
): Promise<DocumentSlot | null> {
  const families = await familyDocuments(parent, now)
  const slots = families.flatMap(({ groups }) => groups).flatMap((group) => group.slots)
  const found = slots.filter((slot) => String(slot.typeId) === typeId && slot.ownerId === ownerId)
  return (familyId ? found.find((slot) => slot.familyId === familyId) : found[0]) ?? null
}

/** Of what the child's other family handed in, a refusal stays theirs, and what no longer stands tells nothing. */
const isShared = (document: HandedDocument, today: Day) =>
  document.state === 'PENDING' || isValid(document, today)

type Read = { typeId: number; ownerId: string; document: HandedDocument }

async function readDocuments(parent: Parent): Promise<Read[]> {
  const rows = await db.document.findMany({
    where: { AND: documentScope(parent), state: { not: 'WITHDRAWN' } },
    select: {
      id: true,
      typeId: true,
      familyId: true,
      guardianId: true,
      childId: true,
      state: true,
      depositedAt: true,
      expiresOn: true,
      reason: true,
      authorId: true,
      author: { select: { firstName: true, lastName: true } },
      pages: { select: { id: true, format: true }, orderBy: { position: 'asc' } },
    },
  })
  const familyIds = familyIdsOf(parent)
  return rows.map(
    ({ typeId, familyId, guardianId, childId, authorId, author, expiresOn, reason, ...row }) => {
      const own = familyIds.includes(familyId)
      const name = author ? `${author.firstName} ${author.lastName}` : 'un responsable'
      return {
        typeId,
        ownerId: guardianId ?? childId ?? familyId,
        document: {
          ...row,
          own,
          reason: own ? reason : null,
          expiresOn: expiresOn && dayFromDb(expiresOn),
          sent: `Envoyé par ${authorId === parent.accountId ? 'vous' : name} le ${formatInstant(row.depositedAt, 'long')}`,
        },
      }
    },
  )
}
