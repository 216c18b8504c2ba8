import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Child, Guardian } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf } from '@/lib/core/scope'
import type { Field, TargetKind, Values } from './fields'
import type { Target } from './schema'
import { sectionsOf, type ColumnName } from './sections'

// The values of a dossier as the declaration names them, out of and into typed columns: PostgreSQL's own
// JSON carries them (a day « 2018-03-14 », an enum its label), so that no field needs code of its own.

/** What compiles only while every field that may change is a column of its table. */
export type DossierColumns = {
  guardian: Pick<Guardian, ColumnName<'guardian'>>
  child: Pick<Child, ColumnName<'child'>>
}

const TABLES = { guardian: '"Guardian"', child: '"Child"' } as const satisfies Record<TargetKind, string>

/** Read-only values that are no column of the table itself, of its row `t`. */
const DERIVED: Readonly<Record<string, string>> = {
  school: '(SELECT s.name FROM "School" s WHERE s.id = t."schoolId")',
}

const fieldsOf = (kind: TargetKind): Field[] => sectionsOf(kind).flatMap(({ fields }) => fields)

/** The table of a target. */
export function tableOf(kind: TargetKind): Prisma.Sql {
  return Prisma.raw(TABLES[kind])
}

/** The column of PendingChange that points to a target. */
export function targetColumn(kind: TargetKind): Prisma.Sql {
  return Prisma.raw(kind === 'guardian' ? '"guardianId"' : '"childId"')
}

/** SQL of the values in force of the row `t`, as one JSON object. */
export function valuesOfRow(kind: TargetKind): Prisma.Sql {
  const pairs = fieldsOf(kind).map(({ name }) => `'${name}', ${DERIVED[name] ?? `t."${name}"`}`)
  return Prisma.raw(`json_build_object(${pairs.join(', ')})`)
}

/** SQL of the condition under which the row `t` exists for a parent. */
export function scopeOfRow(kind: TargetKind, parent: Parent): Prisma.Sql {
  if (kind === 'guardian') return Prisma.sql`t."familyId" = ANY(${familyIdsOf(parent)}::uuid[])`
  return Prisma.sql`EXISTS (SELECT 1 FROM "Guardianship" gs WHERE gs."childId" = t.id AND gs."guardianId" = ANY(${guardianIdsOf(parent)}::uuid[]))`
}

/** SQL of the family through which a parent sees the row `t`. */
export function familyOfRow(kind: TargetKind, parent: Parent): Prisma.Sql {
  if (kind === 'guardian') return Prisma.sql`t."familyId"`
  return Prisma.sql`(SELECT min(g."familyId"::text) FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = t.id AND g.id = ANY(${guardianIdsOf(parent)}::uuid[]))`
}

const guardianIdsOf = (parent: Parent) => parent.guardians.map(({ guardianId }) => guardianId)

/** A guardian or child of a parent, locked: what every write of its dossier waits for. Null when it is not theirs. */
export async function lockOwnTarget(
  tx: Tx,
  parent: Parent,
  { kind, id }: Target,
): Promise<{ familyId: string; values: Values } | null> {
  if (!isIdentifier(id)) return null
  const [row] = await tx.$queryRaw<{ familyId: string; values: Values }[]>`
    SELECT ${familyOfRow(kind, parent)} AS "familyId", ${valuesOfRow(kind)} AS values
    FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid AND ${scopeOfRow(kind, parent)}
    FOR NO KEY UPDATE OF t`
  return row ?? null
}

/** The values in force of guardians or children, their rows locked in the order of identifiers. */
export async function lockTargets(tx: Tx, kind: TargetKind, ids: string[]): Promise<Map<string, Values>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; values: Values }[]>`
    SELECT t.id, ${valuesOfRow(kind)} AS values FROM ${tableOf(kind)} t
    WHERE t.id = ANY(${ids}::uuid[]) ORDER BY t.id FOR NO KEY UPDATE OF t`
  return new Map(rows.map(({ id, values }) => [id, values]))
}

/** Writes the whole values of locked guardians or children, in one statement. */
export async function writeTargets(tx: Tx, kind: TargetKind, values: Map<string, Values>): Promise<void> {
  if (values.size === 0) return
  const columns = fieldsOf(kind).filter(({ mode }) => mode !== 'READ_ONLY')
  const assignments = columns.map(({ name }) => `"${name}" = r."${name}"`).join(', ')
  const rows = [...values].map(([id, row]) => ({ ...row, id }))
  await tx.$executeRaw`
    UPDATE ${tableOf(kind)} t SET ${Prisma.raw(assignments)}
    FROM jsonb_populate_recordset(null::${tableOf(kind)}, ${JSON.stringify(rows)}::jsonb) r
    WHERE t.id = r.id`
}

/** The name of the school chosen for a child must be one that the collectivité has. */
export type Schooling = { school: string | null; grade: string | null }

/**
 * Writes a child's school and class, which families may only read.
 * @returns whether there is such a school
 */
export async function writeSchooling(
  tx: Tx,
  childId: string,
  { school, grade }: Schooling,
): Promise<boolean> {
  const found = school === null ? null : await tx.school.findUnique({ where: { name: school } })
  if (school !== null && !found) return false
  await tx.$executeRaw`
    UPDATE "Child" SET "schoolId" = ${found?.id ?? null}::int, grade = ${grade}::"Grade" WHERE id = ${childId}::uuid`
  return true
}
