import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { decrypt } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import type { Field } from '@/lib/dossier/fields'
import { changeSeat, unseal } from '@/lib/dossier/secrets'
import { DECLARED_SECTIONS } from '@/lib/dossier/sections'
import type { ReadFiles } from './rules/check'
import { FILE_KINDS, type FileKind } from './rules/columns'
import type { Digests } from './rules/compare'
import type { Values } from './rules/records'
import type { ChildState, EnrollmentState, FamilyState, PortalState, Remembered } from './rules/state'

/** The rows of a statement, carried as one JSON text: for tens of thousands, far quicker than row by row. */
async function selectJson<Row>(tx: Tx, query: Prisma.Sql): Promise<Row[]> {
  const [result] = await tx.$queryRaw<
    { rows: string }[]
  >`SELECT COALESCE(json_agg(r), '[]')::text AS rows FROM (${query}) r`
  return JSON.parse(result!.rows) as Row[]
}

/** Loads what the portal holds of the families, children and enrollments that the files name. */
export async function loadPortalState(tx: Tx, files: ReadFiles): Promise<PortalState> {
  const remembered = await loadRemembered(tx)
  const familyNumbers = [
    ...files.FAMILIES.map((line) => line.key),
    ...files.CHILDREN.map((line) => line.record.familyNumber),
    ...files.LINKS.map((line) => line.record.familyNumber),
  ]
  const childKeys = [
    ...files.CHILDREN.map((line) => line.key),
    ...files.LINKS.map((line) => line.record.childKey),
    ...files.ENROLLMENTS.map((line) => line.record.childKey),
  ]
  const families = await loadFamilies(tx, distinct(familyNumbers), remembered.FAMILIES)
  const children = await loadChildren(tx, distinct(childKeys), remembered.CHILDREN, families)
  const childIds = files.ENROLLMENTS.length > 0 ? children.map(({ id }) => id) : []
  const [schools, activities] = await Promise.all([
    tx.school.findMany({ select: { name: true } }),
    tx.activity.findMany({ select: { id: true, name: true } }),
  ])
  return {
    families,
    children,
    enrollments: await loadEnrollments(tx, childIds),
    schools: schools.map(({ name }) => name),
    activityNames: new Map(activities.map(({ id, name }) => [id, name])),
    remembered,
    pending: await loadPending(tx, families, children),
  }
}

const distinct = (keys: (string | null)[]): string[] =>
  [...new Set(keys)].filter((key) => key !== null && key !== '') as string[]

const entityIds = (keys: string[], remembered: Remembered) =>
  keys.flatMap((key) => remembered.get(key)?.entityId ?? [])

async function loadRemembered(tx: Tx): Promise<Record<FileKind, Remembered>> {
  type Row = { kind: FileKind; key: string; entityId: string; digests: Digests }
  const rows = await selectJson<Row>(
    tx,
    Prisma.sql`SELECT kind, key, "entityId", digests FROM "ImportedRecord"`,
  )
  const byKind = Map.groupBy(rows, ({ kind }) => kind)
  const index = (kind: FileKind): Remembered =>
    new Map((byKind.get(kind) ?? []).map(({ key, entityId, digests }) => [key, { entityId, digests }]))
  return Object.fromEntries(FILE_KINDS.map((kind) => [kind, index(kind)])) as Record<FileKind, Remembered>
}

type FamilyRow = Omit<FamilyState, 'guardians' | 'values'> & {
  values: Values & { allocataireNumberEncrypted: string | null }
  guardians: { id: string; version: string; values: Values }[]
}

async function loadFamilies(tx: Tx, numbers: string[], remembered: Remembered): Promise<FamilyState[]> {
  const rows = await selectJson<FamilyRow>(
    tx,
    Prisma.sql`
      SELECT f.id, f.xmin::text AS version, f."externalNumber" AS number,
        json_build_object('name', f.name, 'familyQuotient', f."familyQuotient"::text, 'benefitOrganism', f."benefitOrganism", 'isResident', f."isResident"::text,
          'allocataireNumberEncrypted', f."allocataireNumberEncrypted") AS values,
        COALESCE((SELECT json_agg(json_build_object('id', g.id, 'version', g.xmin::text, 'values', json_build_object(
            'title', g.title, 'lastName', g."lastName", 'birthName', g."birthName", 'firstNames', g."firstNames",
            'birthDate', g."birthDate", 'profession', g.profession, 'employer', g.employer, 'mobilePhone', g."mobilePhone",
            'homePhone', g."homePhone", 'workPhone', g."workPhone", 'email', g.email, 'addressLine', g."addressLine",
            'addressComplement', g."addressComplement", 'postalCode', g."postalCode", 'city', g.city,
            'addressSince', g."addressSince")) ORDER BY g."createdAt", g.id)
          FROM "Guardian" g WHERE g."familyId" = f.id), '[]') AS guardians,
        COALESCE((SELECT json_agg(DISTINCT s."childId") FROM "Guardian" g JOIN "Guardianship" s ON s."guardianId" = g.id
          WHERE g."familyId" = f.id), '[]') AS "childIds"
      FROM "Family" f
      WHERE f."externalNumber" = ANY(${numbers}) OR f.id = ANY(${entityIds(numbers, remembered)}::uuid[])`,
  )
  return rows.map(({ guardians, values: { allocataireNumberEncrypted, ...values }, ...row }) => ({
    ...row,
    values: {
      ...values,
      allocataireNumber: clear('Family', 'allocataireNumberEncrypted', row.id, allocataireNumberEncrypted),
    },
    guardians: guardians.map((guardian) => ({ ...guardian, familyId: row.id })),
  }))
}

type ChildRow = Omit<ChildState, 'values'> & {
  values: Values & { allergiesEncrypted: string | null; careplanEncrypted: string | null }
}

async function loadChildren(
  tx: Tx,
  keys: string[],
  remembered: Remembered,
  families: FamilyState[],
): Promise<ChildState[]> {
  const ids = [...entityIds(keys, remembered), ...families.flatMap(({ childIds }) => childIds)]
  const rows = await selectJson<ChildRow>(
    tx,
    Prisma.sql`
      SELECT c.id, c.xmin::text AS version, c."externalNumber" AS number, c.colour,
        json_build_object('lastName', c."lastName", 'usualName', c."usualName", 'firstNames', c."firstNames", 'sex', c.sex,
          'birthDate', c."birthDate", 'birthPlace', c."birthPlace", 'school', s.name, 'grade', c.grade, 'diet', c.diet,
          'allergiesEncrypted', c."allergiesEncrypted", 'careplanEncrypted', c."careplanEncrypted") AS values,
        COALESCE((SELECT json_agg(DISTINCT g."familyId") FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId"
          WHERE gs."childId" = c.id), '[]') AS "familyIds"
      FROM "Child" c LEFT JOIN "School" s ON s.id = c."schoolId"
      WHERE c."externalNumber" = ANY(${keys}) OR c.id = ANY(${ids}::uuid[])`,
  )
  return rows.map(({ values: { allergiesEncrypted, careplanEncrypted, ...values }, ...row }) => ({
    ...row,
    values: {
      ...values,
      allergies: clear('Child', 'allergiesEncrypted', row.id, allergiesEncrypted),
      careplan: clear('Child', 'careplanEncrypted', row.id, careplanEncrypted),
    },
  }))
}

function clear(table: string, column: string, id: string, hidden: string | null): string | null {
  return hidden === null ? null : decrypt(hidden, { table, column, id })
}

async function loadEnrollments(tx: Tx, childIds: string[]): Promise<EnrollmentState[]> {
  return selectJson<EnrollmentState>(
    tx,
    Prisma.sql`
      SELECT e.id, e.xmin::text AS version, e."childId", e."activityId",
        json_build_object('startsOn', e."startsOn", 'endsOn', e."endsOn", 'weekdays', array_to_string(e.weekdays, ','),
          'isOccasional', e."isOccasional"::text) AS values
      FROM "Enrollment" e WHERE e."childId" = ANY(${childIds}::uuid[])`,
  )
}

const PERSON_FIELDS: Field[] = DECLARED_SECTIONS.filter(({ list }) => !list).flatMap(({ fields }) => fields)

async function loadPending(
  tx: Tx,
  families: FamilyState[],
  children: ChildState[],
): Promise<PortalState['pending']> {
  type Row = { id: string; target: string; after: Record<string, string | null> }
  const targets = new Set([
    ...families.flatMap(({ id, guardians }) => [id, ...guardians.map((guardian) => guardian.id)]),
    ...children.map(({ id }) => id),
  ])
  const rows = await selectJson<Row>(
    tx,
    Prisma.sql`SELECT id, COALESCE("guardianId", "childId", "familyId") AS target, after FROM "PendingChange"
      WHERE state = 'PENDING' AND "itemId" IS NULL`,
  )
  const pending = new Map<string, Record<string, unknown>>()
  for (const { id, target, after } of rows)
    if (targets.has(target))
      pending.set(target, {
        ...pending.get(target),
        ...unseal(PERSON_FIELDS, after, changeSeat(id, 'after')),
      })
  return pending
}
