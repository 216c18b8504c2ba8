import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { dayInParis } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { keepQuotients } from '@/lib/family/sql'
import { isAuthorisation } from './declaration'
import { isAbsent, type Field, type Section, type TargetKind, type Values } from './fields'
import { columnOf, rowSeat, seal } from './secrets'
import { LOCK_ORDER, targetKey, type Place } from './places'
import { columnFields, listTable, tableOf, TABLES } from './rows'

/** Values to write at a place. `familyId`: the family that declares an item. */
export type PlacedWrite = { place: Place; familyId: string; values: Values }

/** Writes values at locked places, a statement per table, and from which day a quotient counts. */
export async function writePlaces(tx: Tx, writes: readonly PlacedWrite[], at: Date): Promise<void> {
  for (const kind of LOCK_ORDER) {
    const own = writes.filter(({ place }) => place.kind === kind && !place.item)
    const byRow = Map.groupBy(own, ({ place }) => place.id)
    const merged = [...byRow].map(([id, some]): [string, Values] => [
      id,
      Object.assign({}, ...some.map(({ values }) => values)),
    ])
    await writeTargets(tx, kind, new Map(merged))
  }
  const priced = writes.filter(({ values }) => 'familyQuotient' in values).map(({ place }) => place.id)
  if (priced.length > 0) await keepQuotients(tx, priced, dayInParis(at))
  const lists = Map.groupBy(
    writes.filter(({ place }) => place.item),
    ({ place }) => place.section,
  )
  for (const [section, items] of lists) await writeItems(tx, section, items)
}

/** Writes some values of locked families, guardians or children, in one statement (authorisations in another). */
export async function writeTargets(tx: Tx, kind: TargetKind, values: Map<string, Values>): Promise<void> {
  const columns = columnFields(kind).filter(({ managed }) => !managed)
  const rows = [...values].map(([id, row]) => ({ ...columnsOf(columns, row, TABLES[kind], id), id }))
  if (rows.some((row) => Object.keys(row).length > 1)) {
    const assignments = columns
      .map((field) => `"${columnOf(field)}"`)
      .map(
        (column) =>
          `${column} = CASE WHEN e.row ? '${column.slice(1, -1)}' THEN r.${column} ELSE t.${column} END`,
      )
    await tx.$executeRaw`
      UPDATE ${tableOf(kind)} t SET ${Prisma.raw(assignments.join(', '))}
      FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) AS e(row),
        jsonb_populate_record(null::${tableOf(kind)}, e.row) r
      WHERE t.id = r.id`
  }
  if (kind === 'child') await writeAuthorisations(tx, values)
}

/** The columns to write, secrets encrypted for their row. */
function columnsOf(fields: readonly Field[], values: Values, table: string, id: string): Values {
  const sealed = seal(fields, values, rowSeat(table, id))
  return Object.fromEntries(
    fields.filter(({ name }) => name in sealed).map((field) => [columnOf(field), sealed[field.name]!]),
  )
}

async function writeAuthorisations(tx: Tx, values: Map<string, Values>): Promise<void> {
  const rows = [...values].flatMap(([childId, row]) =>
    Object.keys(row)
      .filter((name) => isAuthorisation(name) && !name.endsWith('-hour'))
      .map((name) => ({
        childId,
        typeId: Number(name.split('-')[1]),
        isGranted: row[name],
        hour: row[`${name}-hour`] ?? null,
      })),
  )
  if (rows.length === 0) return
  const json = JSON.stringify(rows)
  await tx.$executeRaw`
    INSERT INTO "ChildAuthorisation" ("childId", "typeId", "isGranted", hour)
    SELECT "childId", "typeId", "isGranted", hour FROM jsonb_populate_recordset(null::"ChildAuthorisation", ${json}::jsonb)
    WHERE "isGranted" IS NOT NULL
    ON CONFLICT ("childId", "typeId") DO UPDATE SET "isGranted" = EXCLUDED."isGranted", hour = EXCLUDED.hour`
  await tx.$executeRaw`
    DELETE FROM "ChildAuthorisation" t USING jsonb_populate_recordset(null::"ChildAuthorisation", ${json}::jsonb) r
    WHERE t."childId" = r."childId" AND t."typeId" = r."typeId" AND r."isGranted" IS NULL`
}

async function writeItems(tx: Tx, section: Section, writes: readonly PlacedWrite[]): Promise<void> {
  const table = listTable(section.id)
  const key = ({ place }: PlacedWrite) => ({ childId: place.id, id: place.item! })
  const [gone, kept] = [
    writes.filter(({ values }) => isAbsent(values)),
    writes.filter(({ values }) => !isAbsent(values)),
  ]
  const columns = section.fields.map((field) => `"${columnOf(field)}"`)
  const name = Prisma.raw(`"${table}"`)
  if (kept.length > 0) {
    const rows = kept.map((write) => ({
      ...key(write),
      familyId: write.familyId,
      ...columnsOf(section.fields, write.values, table, targetKey(write.place)),
    }))
    const all = Prisma.raw(['"childId"', 'id', '"familyId"', ...columns].join(', '))
    // Nobody's item becomes that of the family that writes it.
    const owner = `"familyId" = COALESCE(t."familyId", EXCLUDED."familyId")`
    const assignments = [owner, ...columns.map((column) => `${column} = EXCLUDED.${column}`)]
    await tx.$executeRaw`
      INSERT INTO ${name} AS t (${all}) SELECT ${all} FROM jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb)
      ON CONFLICT ("childId", id) DO UPDATE SET ${Prisma.raw(assignments.join(', '))}`
  }
  if (gone.length > 0)
    await tx.$executeRaw`
      DELETE FROM ${name} t USING jsonb_populate_recordset(null::${name}, ${JSON.stringify(gone.map(key))}::jsonb) r
      WHERE t."childId" = r."childId" AND t.id = r.id`
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
