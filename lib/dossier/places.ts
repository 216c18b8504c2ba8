import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import type { Section, TargetKind, Values } from './fields'
import type { Target } from './schema'
import type { SealedValues } from './secrets'
import { findSection, type Dossier } from './sections'
import {
  emptyValues,
  familyOfRow,
  itemsOfRow,
  scopeOfRow,
  sealedRow,
  tableOf,
  unsealItem,
  unsealRow,
  type SealedItem,
} from './rows'

type OwnTarget = { familyId: string; values: Values; declaredBy: string | null; birthDate: string | null }

/**
 * What a section holds of a parent's own target, or of an item of it, its row locked: what every write of its
 * dossier waits for. Null when the target is not theirs. `declaredBy`: the family of an item that exists; `birthDate`:
 * that of the child of a list.
 */
export async function lockOwnTarget(
  tx: Tx,
  parent: Parent,
  { kind, id, item }: Target,
  section: Section,
): Promise<OwnTarget | null> {
  if (!isIdentifier(id)) return null
  const read = () => tx.$queryRaw<{ familyId: string; sealed: SealedValues; items: SealedItem[] }[]>`
    SELECT ${familyOfRow(kind, parent)} AS "familyId", ${sealedRow(kind)} AS sealed,
      ${section.list ? itemsOfRow(section) : Prisma.sql`'[]'::json`} AS items
    FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid AND ${scopeOfRow(kind, parent)}
    FOR NO KEY UPDATE OF t`
  const [locked] = await read()
  // A statement that waited for the row sees other tables as they were before it waited.
  const [row] = section.list || section.id === 'authorisations' ? await read() : [locked]
  if (!row) return null
  if (!section.list)
    return {
      familyId: row.familyId,
      values: unsealRow(kind, id, row.sealed, [section]),
      declaredBy: null,
      birthDate: null,
    }
  const known = row.items.find((one) => one.id === item)
  const values = known ? unsealItem(section, id, known) : emptyValues(section.fields)
  const { birthDate = null } = unsealRow(kind, id, row.sealed, [])
  return { familyId: row.familyId, values, declaredBy: known?.familyId ?? null, birthDate }
}

/** Locks rows, in the order of identifiers: what they and other tables hold is then read by the next statement. */
async function lockRows(tx: Tx, kind: TargetKind, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM ${tableOf(kind)} t WHERE t.id = ANY(${ids}::uuid[]) ORDER BY t.id FOR NO KEY UPDATE OF t`
}

/** A target of a change, and the section that the change is in. */
export type Place = Target & { section: Section }

/** The key of a target, or of an item of it, in a map of values in force. */
export function targetKey({ id, item }: Pick<Target, 'id' | 'item'>): string {
  return item ? `${id}/${item}` : id
}

/** In this order alone rows of several kinds are locked. */
export const LOCK_ORDER = ['family', 'guardian', 'child'] as const

/**
 * The values in force at several places, by `targetKey`, their rows locked: families, then guardians, then
 * children, each in the order of identifiers, so that two batches never wait for each other in turn.
 */
export async function lockPlaces(tx: Tx, places: readonly Place[]): Promise<Map<string, Values>> {
  const inForce = new Map<string, Values>()
  for (const kind of LOCK_ORDER) {
    const here = places.filter((place) => place.kind === kind)
    if (here.length === 0) continue
    const ids = [...new Set(here.map(({ id }) => id))]
    await lockRows(tx, kind, ids)
    const rows = await tx.$queryRaw<{ id: string; sealed: SealedValues }[]>`
      SELECT t.id, ${sealedRow(kind)} AS sealed FROM ${tableOf(kind)} t WHERE t.id = ANY(${ids}::uuid[])`
    for (const { id, sealed } of rows) {
      const sections = here.filter((place) => place.id === id && !place.item).map(({ section }) => section)
      inForce.set(id, unsealRow(kind, id, sealed, sections))
    }
  }
  const lists = Map.groupBy(
    places.filter(({ item }) => item),
    ({ section }) => section,
  )
  for (const [section, items] of lists) await readItems(tx, section, items, inForce)
  return inForce
}

async function readItems(tx: Tx, section: Section, places: Place[], inForce: Map<string, Values>) {
  const childIds = [...new Set(places.map(({ id }) => id))]
  const rows = await tx.$queryRaw<{ id: string; items: SealedItem[] }[]>`
    SELECT t.id, ${itemsOfRow(section)} AS items FROM "Child" t WHERE t.id = ANY(${childIds}::uuid[])`
  for (const { id, item } of places) {
    const known = rows.find((row) => row.id === id)?.items.find((one) => one.id === item)
    inForce.set(targetKey({ id, item }), known ? unsealItem(section, id, known) : emptyValues(section.fields))
  }
}

/** The place that a stored change is about. @throws when the declaration no longer holds its section */
export function placeOfChange(
  dossier: Dossier,
  change: {
    familyId: string
    guardianId: string | null
    childId: string | null
    itemId: string | null
    section: string
  },
): Place {
  const kind: TargetKind = change.guardianId ? 'guardian' : change.childId ? 'child' : 'family'
  const section = findSection(dossier, kind, change.section)
  if (!section) throw new Error(`no section ${change.section} in the dossier of a ${kind}`)
  const id = change.guardianId ?? change.childId ?? change.familyId
  return { kind, id, section, ...(change.itemId && { item: change.itemId }) }
}

/** Whether a target is of a family: the family itself, one of its guardians, a child of one of them. */
export async function belongsTo(tx: Tx, familyId: string, { kind, id }: Target): Promise<boolean> {
  if (kind === 'family') return id === familyId
  const count =
    kind === 'guardian'
      ? await tx.guardian.count({ where: { id, familyId } })
      : await tx.guardianship.count({ where: { childId: id, guardian: { familyId } } })
  return count > 0
}
