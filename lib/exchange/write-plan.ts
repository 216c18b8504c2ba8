import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { encrypt } from '@/lib/core/crypto'
import { dayInParis } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { keepQuotients } from '@/lib/family/sql'
import type { Plan, Write } from './rules/draft'
import type { Values } from './rules/records'
import { fold } from './rules/text'

/** A row of the portal moved between the reading of the state and the writing of the plan. */
export class PortalMoved extends Error {}

const CHUNK = 2_000

type Cell = string | number | number[] | null
type Row = Record<string, Cell>

/** The columns that an import writes, with their types, by table. */
const COLUMNS = {
  Family: {
    externalNumber: 'text',
    name: 'text',
    familyQuotient: 'int',
    benefitOrganism: '"BenefitOrganism"',
    allocataireNumberEncrypted: 'text',
    isResident: 'boolean',
  },
  Guardian: {
    familyId: 'uuid',
    title: '"Title"',
    lastName: 'text',
    birthName: 'text',
    firstNames: 'text',
    birthDate: 'date',
    profession: 'text',
    employer: 'text',
    mobilePhone: 'text',
    homePhone: 'text',
    workPhone: 'text',
    email: 'text',
    addressLine: 'text',
    addressComplement: 'text',
    postalCode: 'text',
    city: 'text',
    addressSince: 'date',
  },
  Child: {
    externalNumber: 'text',
    lastName: 'text',
    usualName: 'text',
    firstNames: 'text',
    sex: '"Sex"',
    birthDate: 'date',
    birthPlace: 'text',
    schoolId: 'int',
    grade: '"Grade"',
    diet: '"Diet"',
    allergiesEncrypted: 'text',
    careplanEncrypted: 'text',
    careplanEndsOnEncrypted: 'text',
    colour: 'int',
  },
  Enrollment: {
    childId: 'uuid',
    activityId: 'int',
    startsOn: 'date',
    endsOn: 'date',
    weekdays: 'int[]',
    isOccasional: 'boolean',
  },
} as const satisfies Record<string, Record<string, string>>

type Table = keyof typeof COLUMNS

/** Called after each statement with the rows done since the last call. */
export type OnRows = (count: number) => void

/**
 * Writes a plan, by sets. Health columns and the n° allocataire leave this function encrypted only.
 *
 * @throws PortalMoved when a row to change is no longer what the plan was made on
 */
export async function writePlan(tx: Tx, plan: Plan, at: Date, onRows: OnRows): Promise<void> {
  const schoolIds = await writeSchools(tx, plan.schools)
  const familyRow = (row: Write) => {
    const set = sealed('Family', row, { allocataireNumber: 'allocataireNumberEncrypted' })
    return row.version === null ? { isResident: 'true', ...set } : set
  }
  const childRow = (row: Write) => {
    const { school, ...set } = sealed('Child', row, {
      allergies: 'allergiesEncrypted',
      careplan: 'careplanEncrypted',
      careplanEndsOn: 'careplanEndsOnEncrypted',
    })
    return school === undefined
      ? set
      : { ...set, schoolId: typeof school === 'string' ? schoolIds.get(fold(school))! : null }
  }
  // Periods may exchange their places: their overlap is checked once all are written.
  await tx.$executeRaw`SET CONSTRAINTS "Enrollment_no_overlap" DEFERRED`
  await writeRows(tx, 'Family', plan.families, familyRow, at, onRows)
  const priced = plan.families.filter(({ set }) => 'familyQuotient' in set).map(({ id }) => id)
  for (const ids of chunks(priced)) await keepQuotients(tx, ids, dayInParis(at))
  await writeRows(
    tx,
    'Guardian',
    plan.guardians,
    ({ version, familyId, set }) => (version === null ? { ...set, familyId } : set),
    at,
    onRows,
  )
  await writeRows(
    tx,
    'Child',
    plan.children,
    (row) =>
      row.version === null ? { diet: 'STANDARD', ...childRow(row), colour: row.colour } : childRow(row),
    at,
    onRows,
  )
  for (const rows of chunks(plan.guardianships))
    await tx.$executeRaw`
      INSERT INTO "Guardianship" ("guardianId", "childId", relation)
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r("guardianId" uuid, "childId" uuid, relation "Relation")
      ON CONFLICT DO NOTHING`
  await writeRows(
    tx,
    'Enrollment',
    plan.enrollments,
    ({ version, childId, activityId, set: { weekdays, ...set } }) => ({
      ...(version === null ? { isOccasional: 'false' } : {}),
      ...set,
      ...(weekdays ? { weekdays: weekdays.split(',').map(Number) } : {}),
      ...(version === null ? { childId, activityId } : {}),
    }),
    at,
    onRows,
  )
  await tx.$executeRaw`SET CONSTRAINTS "Enrollment_no_overlap" IMMEDIATE`
  await writeRemembered(tx, plan, onRows)
}

/** The values to write with those of `columns` encrypted, under the name of their column. */
function sealed(table: string, { id, set }: Write, columns: Record<string, string>): Values {
  return Object.fromEntries(
    Object.entries(set).map(([field, value]) => {
      const column = columns[field]
      if (!column) return [field, value]
      return [column, value === null ? null : encrypt(value, { table, column, id })]
    }),
  )
}

async function writeSchools(tx: Tx, names: string[]): Promise<Map<string, number>> {
  if (names.length > 0)
    await tx.school.createMany({ data: names.map((name) => ({ name })), skipDuplicates: true })
  const schools = await tx.school.findMany({ select: { id: true, name: true } })
  return new Map(schools.map(({ id, name }) => [fold(name), id]))
}

async function writeRows<W extends Write>(
  tx: Tx,
  table: Table,
  writes: W[],
  cellsOf: (write: W) => Row,
  at: Date,
  onRows: OnRows,
): Promise<void> {
  const created = writes.filter(({ version }) => version === null)
  for (const part of chunks(created)) {
    const rows = part.map((write) => ({ id: write.id, ...cellsOf(write) }))
    await tx.$executeRaw(insertStatement(table, JSON.stringify(rows), at))
    onRows(part.length)
  }
  for (const part of chunks(writes.filter(({ version }) => version !== null))) {
    const rows = part.map((write) => {
      const cells = cellsOf(write)
      return { id: write.id, version: write.version, changed: Object.keys(cells), ...cells }
    })
    const count = await tx.$executeRaw(updateStatement(table, JSON.stringify(rows)))
    if (count !== part.length) throw new PortalMoved()
    onRows(part.length)
  }
}

const quotedNames = (table: Table) => Object.keys(COLUMNS[table]).map((name) => `"${name}"`)

const recordOf = (table: Table) =>
  Object.entries(COLUMNS[table])
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ')

function insertStatement(table: Table, rows: string, at: Date): Prisma.Sql {
  const names = quotedNames(table).join(', ')
  const [column, value] =
    table === 'Enrollment' ? ['', Prisma.empty] : [', "createdAt"', Prisma.sql`, ${at}::timestamptz`]
  return Prisma.sql`
    INSERT INTO ${Prisma.raw(`"${table}" (id, ${names}${column})`)}
    SELECT ${Prisma.raw(`id, ${names}`)}${value}
    FROM json_to_recordset(${rows}::json) AS r(id uuid, ${Prisma.raw(recordOf(table))})`
}

/** Changes in each row the columns that it names, if the row is still the one that was read. */
function updateStatement(table: Table, rows: string): Prisma.Sql {
  const settings = quotedNames(table)
    .map(
      (name) =>
        `${name} = CASE WHEN '${name.slice(1, -1)}' = ANY(r.changed) THEN r.${name} ELSE t.${name} END`,
    )
    .join(', ')
  return Prisma.sql`
    UPDATE ${Prisma.raw(`"${table}"`)} t SET ${Prisma.raw(settings)}
    FROM json_to_recordset(${rows}::json) AS r(id uuid, version text, changed text[], ${Prisma.raw(recordOf(table))})
    WHERE t.id = r.id AND t.xmin::text = r.version`
}

async function writeRemembered(tx: Tx, plan: Plan, onRows: OnRows): Promise<void> {
  for (const rows of chunks(plan.forgotten))
    await tx.$executeRaw`
      DELETE FROM "ImportedRecord" t USING json_to_recordset(${JSON.stringify(rows)}::json) AS r(kind "ImportFileKind", key text)
      WHERE t.kind = r.kind AND t.key = r.key`
  for (const rows of chunks(plan.remembered)) {
    await tx.$executeRaw`
      INSERT INTO "ImportedRecord" (kind, key, "entityId", digests)
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(kind "ImportFileKind", key text, "entityId" uuid, digests jsonb)
      ON CONFLICT (kind, key) DO UPDATE SET "entityId" = EXCLUDED."entityId", digests = EXCLUDED.digests`
    onRows(rows.length)
  }
}

function* chunks<T>(rows: T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += CHUNK) yield rows.slice(start, start + CHUNK)
}
