import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf } from '@/lib/core/scope'
import { isConfidential, unitsOf, type Section, type Unit, type Values } from '../fields'
import {
  familyOfRow,
  isAboutRow,
  itemsOfLists,
  scopeOfRow,
  sealedRow,
  tableOf,
  type SealedChange,
  type SealedItem,
} from '../rows'
import type { Target } from '../schema'
import { changeSeat, unseal, type SealedValues } from '../secrets'

/** Days during which a refusal stays beside the value in force, unless the family asks again. */
const REFUSAL_SHOWN_DAYS = 60

export type ChangeRow = SealedChange & {
  state: 'PENDING' | 'REFUSED'
  decidedAt: string | null
  reason: string | null
  authorId: string | null
  author: string | null
  ours: boolean
}

export type Person = {
  target: Target
  familyId: string
  colour: number | null
  sealed: SealedValues
  changes: ChangeRow[]
  /** The items of the lists that were asked for, by section. */
  items: Record<string, SealedItem[]>
}

/** A row of the parent’s with its changes and the items of some lists; null when it is not theirs. */
export async function loadPerson(
  parent: Parent,
  target: Target,
  lists: readonly Section[],
  now: Date,
): Promise<Person | null> {
  const { kind, id } = target
  if (!isIdentifier(id)) return null
  const shownSince = new Date(now.getTime() - REFUSAL_SHOWN_DAYS * 86_400_000)
  const about = isAboutRow(kind)
  const [row] = await db.$queryRaw<Omit<Person, 'target'>[]>`
    SELECT ${familyOfRow(kind, parent)} AS "familyId", ${kind === 'child' ? Prisma.sql`t.colour` : Prisma.sql`NULL::int`} AS colour,
      ${sealedRow(kind)} AS sealed, ${itemsOfLists(lists)} AS items,
      (SELECT COALESCE(json_agg(json_build_object('id', c.id, 'section', c.section, 'unit', c.unit, 'itemId', c."itemId",
          'before', c.before, 'after', c.after, 'state', c.state,
          'askedAt', c."askedAt", 'decidedAt', c."decidedAt", 'reason', c.reason, 'authorId', c."authorId",
          'author', a."firstName" || ' ' || a."lastName", 'ours', c."familyId" = ANY(${familyIdsOf(parent)}::uuid[]))
          ORDER BY c."askedAt", c.id), '[]')
        FROM "PendingChange" c LEFT JOIN "Account" a ON a.id = c."authorId"
        WHERE ${about} AND (c.state = 'PENDING' OR (c.state = 'REFUSED' AND c."decidedAt" > ${shownSince}
          AND c."familyId" = ANY(${familyIdsOf(parent)}::uuid[])
          AND NOT EXISTS (SELECT 1 FROM "PendingChange" n WHERE n."familyId" = c."familyId"
            AND n."guardianId" IS NOT DISTINCT FROM c."guardianId" AND n."childId" IS NOT DISTINCT FROM c."childId"
            AND n."itemId" IS NOT DISTINCT FROM c."itemId" AND n.unit = c.unit AND n."askedAt" > c."askedAt")))
      ) AS changes
    FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid AND ${scopeOfRow(kind, parent)}`
  return row ? { ...row, target } : null
}

/** Writes in the journal that confidential sections were read. */
export async function recordReadings(
  parent: Parent,
  open: readonly Section[],
  { target, familyId }: Person,
  now: Date,
): Promise<void> {
  const fields = open.filter(isConfidential).flatMap((section) => section.fields.map(({ name }) => name))
  if (fields.length === 0) return
  const ids = target.kind === 'child' ? { childId: target.id } : {}
  await recordEvent(db, parent, now, { action: 'dossier.read', familyId, ...ids, fields })
}

/** The values that a change asks for, in clear. */
export function unsealAfter(section: Section, change: ChangeRow): Values {
  const unit = unitsOf(section).find(({ id }) => id === change.unit)
  return unit ? afterOf(unit, change) : {}
}

/** The values of its unit that a change asks for, in clear. */
export const afterOf = (unit: Unit, change: ChangeRow): Values =>
  unseal(unit.fields, change.after, changeSeat(change.id, 'after'))
